package dev.plangate.bench.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.bench.history.model.Topic;
import dev.plangate.bench.history.rule.Promise;
import dev.plangate.bench.history.rule.Violation;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The good history stays green (see {@link GoodHistoryTest}), and each thing that goes wrong in it is caught by its rule. */
class BadHistoriesTest {
    @TempDir
    Path directory;

    static List<BadHistory> all() {
        return Stream.of(BadInputs.all(), BadRuns.all(), BadOrder.all(), BadRollouts.all(), BadEnds.all())
                .flatMap(List::stream).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void isCaughtByTheIntendedRuleAndNoOther(BadHistory bad) {
        HistoryVerdict verdict = Verifier.verify(bad.draft().write(directory));

        assertThat(verdict.isGreen()).isFalse();
        assertThat(verdict.violations().stream().map(Violation::promise).collect(Collectors.toSet()))
                .as(() -> verdict.text()).isEqualTo(bad.broken());
    }

    /** Trap 53: compaction hides duplicates; a history that was read after it is not taken for what was written. */
    @Test
    void aHistoryThatWasReadAfterCompactionIsRed() {
        Draft draft = GoodHistory.draft();
        for (Topic topic : List.of(Topic.PLANS, Topic.PROJECTS, Topic.DATABASE_GROUPS, Topic.APPROVALS)) {
            var keys = new HashSet<String>();
            List.copyOf(draft.lines(topic)).reversed().stream().filter(line -> !keys.add(line.path("key").asText()))
                    .forEach(draft::remove);
        }

        assertThat(Verifier.verify(draft.write(directory)).violations()).extracting(Violation::promise)
                .contains(Promise.NOTHING_ACKNOWLEDGED_VANISHES);
    }

    @Test
    void eachPromiseIsBrokenBySome() {
        assertThat(all().stream().flatMap(bad -> bad.broken().stream()).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(Promise.values()));
    }
}
