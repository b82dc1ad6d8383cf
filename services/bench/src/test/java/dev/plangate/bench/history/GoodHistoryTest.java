package dev.plangate.bench.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.bench.history.model.Topic;
import dev.plangate.bench.history.rule.Promise;
import dev.plangate.bench.history.rule.Violation;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoodHistoryTest {
    @TempDir
    Path directory;

    @Test
    void aHistoryInWhichAllWasKeptIsGreen() {
        HistoryVerdict verdict = Verifier.verify(GoodHistory.draft().write(directory));

        assertThat(verdict.violations()).isEmpty();
        assertThat(verdict.isGreen()).isTrue();
        assertThat(verdict.counts().values()).containsOnly(0L);
        Figures figures = verdict.figures();
        assertThat(figures.plans()).isEqualTo(15);
        assertThat(figures.rollouts()).isEqualTo(7);
        assertThat(figures.poison()).isEqualTo(3);
        assertThat(figures.totalFaults()).isEqualTo(2);
    }

    @Test
    void ofAHistoryThatWasCutOffNothingIsSaidButThat() {
        Draft draft = GoodHistory.draft();
        draft.meta.put("drained", false);
        draft.remove(draft.find(Topic.CHECK_RUNS, "projects/strict/plans/approved",
                "status", "DONE"));
        draft.rows("outbox").add(Json.object("id", 1, "topic", "plangate.check-runs"));

        assertThat(Verifier.verify(draft.write(directory)).violations()).extracting(Violation::promise)
                .containsExactly(Promise.THE_HISTORY_IS_DRAINED);
    }
}
