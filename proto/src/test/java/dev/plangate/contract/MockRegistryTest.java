package dev.plangate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MockRegistryTest {

    @Test
    void sharesIdsWithinAScope() {
        try (SchemaRegistry one = SchemaRegistry.connect("mock://shared-scope", Map.of());
                SchemaRegistry other = SchemaRegistry.connect("mock://shared-scope", Map.of())) {
            int plans = one.register("a", Topics.PLANS.prototype().getDescriptorForType());
            int sheets = other.register("b", Topics.SHEETS.prototype().getDescriptorForType());

            assertThat(plans).isPositive().isNotEqualTo(sheets);
            assertThat(other.register("a", Topics.PLANS.prototype().getDescriptorForType())).isEqualTo(plans);
        }
    }

    @Test
    void keepsScopesApart() {
        try (SchemaRegistry one = SchemaRegistry.connect("mock://one", Map.of());
                SchemaRegistry other = SchemaRegistry.connect("mock://other", Map.of())) {
            one.register("a", Topics.PLANS.prototype().getDescriptorForType());

            assertThat(one.register("b", Topics.SHEETS.prototype().getDescriptorForType())).isEqualTo(2);
            assertThat(other.register("b", Topics.SHEETS.prototype().getDescriptorForType())).isEqualTo(1);
        }
    }

    @Test
    void carriesAPlanFromSerializerToDeserializer() {
        try (SchemaRegistry registry = SchemaRegistry.connect("mock://round", Map.of())) {
            var serde = ProtobufSerde.of(Topics.PLANS, registry);

            byte[] bytes = serde.serializer().serialize(Topics.PLANS.name(), Samples.plan());

            assertThat(serde.deserializer().deserialize(Topics.PLANS.name(), bytes)).isEqualTo(Samples.plan());
        }
    }
}
