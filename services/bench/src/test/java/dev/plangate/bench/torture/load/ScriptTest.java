package dev.plangate.bench.torture.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.contract.SchemaRegistry;
import dev.plangate.contract.Topics;
import dev.plangate.contract.Validation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ScriptTest {
    private final SchemaRegistry registry = SchemaRegistry.connect("mock://script", Map.of());

    @Test
    void theSameSeedIsTheSameLoad() {
        assertThat(Script.of(7, 300, registry)).isEqualTo(Script.of(7, 300, registry));
        assertThat(Script.of(7, 300, registry)).isNotEqualTo(Script.of(8, 300, registry));
    }

    @Test
    void aLongerLoadBeginsLikeAShorterOne() {
        List<List<Outgoing>> stories = Script.of(7, 300, registry).stories();

        assertThat(stories.subList(0, 100)).isEqualTo(Script.of(7, 100, registry).stories().subList(0, 100));
    }

    @Test
    void whatIsNotPoisonIsValid() {
        for (List<Outgoing> story : Script.of(7, 500, registry).stories()) {
            for (Outgoing record : story) {
                if (record.poison().isEmpty()) {
                    record.value().ifPresent(value -> assertThat(Validation.violations(value)).isEmpty());
                }
            }
        }
    }

    @Test
    void everyKindOfRecordIsThere() {
        List<Outgoing> all = Script.of(7, 2_000, registry).stories().stream().flatMap(List::stream).toList();

        assertThat(all).extracting(Outgoing::kind).contains("plan", "project", "group", "sheet", "request", "approval",
                "rollout-request", "poison");
        assertThat(all.stream().filter(
                r -> r.topic().name().equals(Topics.PLANS.name()) && r.value().isEmpty() && r.bytes().isEmpty()))
                .isNotEmpty();
        assertThat(all.stream().map(Outgoing::poison).distinct()).hasSizeGreaterThan(12);
    }
}
