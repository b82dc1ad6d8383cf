package dev.plangate.bench.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.bench.history.HistoryVerdict;
import dev.plangate.bench.history.rule.Promise;
import dev.plangate.bench.history.rule.Violation;
import dev.plangate.bench.torture.failpoint.Mutation;
import dev.plangate.bench.torture.world.ServiceKind;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A guard of the product is switched off, and the harness notices; with all guards on, the same story ends well. */
@Execution(ExecutionMode.CONCURRENT)
final class MutationsIT {
    /** A thread that is held in its transaction has time until somebody else has written. */
    private static final Map<String, String> PATIENT = Map.of("PLANGATE_WORKER_LEASE", "12s",
            "PLANGATE_RELAY_LEASE", "12s", "PLANGATE_DB_TRANSACTION_TIMEOUT", "10s");

    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource({"FENCE, STALE_WORKER, THE_NEWEST_CLAIM_ENDS_A_RUN", "OFFSETS, STALE_CONSUMER, A_RECORD_IS_REFUSED_ONCE",
            "PROGRESS, KILLED_RELAY, EACH_EVENT_COMES_ONCE",
            "PROJECT_LOCK, SETTINGS_AND_PLAN, THE_NEWEST_SETTINGS_ARE_IN_FORCE",
            "SLICE_COUNTDOWN, SLICES_AT_ONCE, EACH_RUN_ENDS"})
    @DisplayName("Traps 21, 31, 33, 43, 47: a guard that is gone breaks a promise, and the checker says which")
    void aGuardThatIsGoneIsNoticed(Mutation mutation, Scenario scenario, Promise promise) throws SQLException {
        HistoryVerdict verdict = played(List.of(mutation), List.of(scenario), scenario.scale(),
                scenario.holdsTransactions() ? PATIENT : Map.of());

        assertThat(verdict.violations()).as(verdict.text()).extracting(Violation::promise).contains(promise);
    }

    @Test
    void withAllGuardsEveryScenarioEndsWell() throws SQLException {
        HistoryVerdict verdict = played(List.of(), List.of(Scenario.values()), Stage.WHOLE, Map.of());

        assertThat(verdict.isGreen()).as(verdict.text()).isTrue();
    }

    private HistoryVerdict played(List<Mutation> mutations, List<Scenario> scenarios,
            Map<ServiceKind, Integer> scale, Map<String, String> settings) throws SQLException {
        try (var stage = new Stage(dir, mutations, scale, settings)) {
            scenarios.forEach(scenario -> scenario.play(stage));
            return stage.verdict();
        }
    }
}
