package dev.plangate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import dev.plangate.v1.Plan;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Records of producers that know more than this version. */
class EvolutionTest {

    private static final UnknownFieldSet NEWER = UnknownFieldSet.newBuilder()
            .addField(1000, Field.newBuilder().addVarint(7).build()).build();

    private final SchemaRegistry registry = SchemaRegistry.connect("mock://evolution", Map.of());

    @Test
    void fieldsOfANewerProducerSurvive() {
        Plan newer = Samples.plan().toBuilder().setUnknownFields(NEWER).build();
        ProtobufSerde<Plan> serde = ProtobufSerde.of(Topics.PLANS, registry);

        Plan read = serde.deserialize("plans", serde.serialize("plans", newer));
        Plan edited = read.toBuilder().setTitle("edited here").build();

        assertThat(Validation.violations(read)).isEmpty();
        assertThat(serde.deserialize("plans", serde.serialize("plans", edited)).getUnknownFields()).isEqualTo(NEWER);
    }

    @Test
    void aKindOfSpecThatIsNotKnownIsRefusedAndTheKnownOnesAreListed() throws InvalidProtocolBufferException {
        Plan.Spec newer = Plan.Spec.newBuilder().setId("future")
                .setUnknownFields(UnknownFieldSet.newBuilder().addField(5, Field.newBuilder()
                        .addLengthDelimited(Samples.change().toByteString()).build()).build())
                .build();
        Plan plan = Plan.parseFrom(Plan.newBuilder().setName(Samples.PLAN).setRevision(1).setState(Plan.State.ACTIVE)
                .addSpecs(newer).build().toByteArray());

        assertThat(Validation.violations(plan)).containsExactly(
                "specs[0].config: got nothing that is known here, wanted one of create_database, change_database, export_data");
    }

    @Test
    void aStateThatIsNotKnownIsRefusedAndTheKnownOnesAreListed() throws InvalidProtocolBufferException {
        Plan plan = Plan.parseFrom(Samples.plan().toBuilder().setStateValue(9).build().toByteArray());

        assertThat(Validation.violations(plan)).containsExactly(
                "state: got the unknown number 9, wanted one of ACTIVE, CLOSED, value must be one of the defined enum values");
    }
}
