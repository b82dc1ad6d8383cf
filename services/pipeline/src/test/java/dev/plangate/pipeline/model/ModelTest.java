package dev.plangate.pipeline.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Promises 1, 2 and 3 in every order of claims, completions, ends of leases, kills, pauses, new revisions, slices and
 * relays, within the bounds of each {@link Scenario}. And the model is worth something: each guard that is taken away
 * breaks the promise that it is there for.
 */
class ModelTest {
    @ParameterizedTest
    @EnumSource
    void promisesAreKeptInEveryState(Scenario scenario, TestReporter reporter) {
        Exploration exploration = scenario.explore(EnumSet.noneOf(Guard.class));

        reporter.publishEntry(scenario.name(), exploration.toString());
        assertThat(exploration.broken()).as(exploration.toString()).isEmpty();
    }

    /**
     * Trap 3: the reaper. Trap 14: one transaction. Trap 23: a fence that never restarts. Trap 29: no id cursor. Trap
     * 31: the progress record. Trap 44: the wait for the delete. Trap 46: the transaction timeout. Trap 47: the lock
     * of the countdown.
     */
    @ParameterizedTest(name = "without {0}: {2}")
    @MethodSource("mutants")
    void withoutAGuardItsPromiseIsBroken(Guard guard, Scenario scenario, Promise promise, TestReporter reporter) {
        Exploration exploration = scenario.explore(EnumSet.of(guard));

        reporter.publishEntry("without " + guard, exploration.toString());
        assertThat(exploration.broken()).as(exploration.toString()).contains(promise);
    }

    @Test
    void everyGuardIsTakenAwayOnce() {
        Set<Object> taken = mutants().map(mutant -> mutant.get()[0]).collect(Collectors.toSet());

        assertThat(taken).containsExactlyInAnyOrder((Object[]) Guard.values());
    }

    static Stream<Arguments> mutants() {
        return Stream.of(
                arguments(Guard.FENCE, Scenario.THREE_WORKERS, Promise.STALE_CHANGES_NOTHING),
                arguments(Guard.LEASE, Scenario.THREE_WORKERS, Promise.STALE_CHANGES_NOTHING),
                arguments(Guard.FENCE_NEVER_RESTARTS, Scenario.THREE_WORKERS, Promise.STALE_CHANGES_NOTHING),
                arguments(Guard.ONE_TRANSACTION, Scenario.TWO_PLANS, Promise.ONE_TERMINAL_EVENT),
                arguments(Guard.EVENT_OF_THE_SUPERSEDED, Scenario.TWO_PLANS, Promise.ONE_TERMINAL_EVENT),
                arguments(Guard.EVENT_OF_THE_EXHAUSTED, Scenario.TWO_PLANS, Promise.ONE_TERMINAL_EVENT),
                arguments(Guard.REAPER, Scenario.THREE_WORKERS, Promise.EVERY_RUN_ENDS),
                arguments(Guard.COUNTDOWN_LOCK, Scenario.SLICES_AND_THREE_WORKERS, Promise.EVERY_RUN_ENDS),
                arguments(Guard.TRANSACTION_TIMEOUT, Scenario.SLICES_AND_THREE_WORKERS, Promise.EVERY_RUN_ENDS),
                arguments(Guard.RUN_FENCE_OF_SLICE, Scenario.SLICES_AND_A_REVISION, Promise.STALE_CHANGES_NOTHING),
                arguments(Guard.SLICE_FENCE, Scenario.SLICES_AND_A_REVISION, Promise.STALE_CHANGES_NOTHING),
                arguments(Guard.SLICE_LEASE, Scenario.SLICES_AND_A_REVISION, Promise.STALE_CHANGES_NOTHING),
                arguments(Guard.SLICES_GO_WITH_THEIR_RUN, Scenario.SLICES_AND_A_REVISION, Promise.ONE_TERMINAL_EVENT),
                arguments(Guard.PROGRESS_RECORD, Scenario.RELAYS, Promise.PUBLISHED_ONCE),
                arguments(Guard.PROGRESS_RECORD, Scenario.WHOLE, Promise.PUBLISHED_ONCE),
                arguments(Guard.NO_ID_CURSOR, Scenario.RELAYS, Promise.EVERYTHING_IS_PUBLISHED),
                arguments(Guard.PRODUCER_FENCING, Scenario.RELAYS, Promise.PUBLISHED_ONCE),
                arguments(Guard.WAIT_FOR_THE_DELETE, Scenario.RELAYS, Promise.PUBLISHED_ONCE),
                arguments(Guard.TAKE_OVER_AFTER_DOUBT, Scenario.RELAYS, Promise.PUBLISHED_ONCE));
    }
}
