package dev.plangate.pipeline.intake.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.db.row.GroupRow;
import dev.plangate.db.row.PlanRow;
import dev.plangate.db.row.ProjectRow;
import dev.plangate.db.row.RunRow;
import dev.plangate.pipeline.targets.Inputs;
import dev.plangate.v1.CheckRequest;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.Plan;
import dev.plangate.v1.PlanState;
import dev.plangate.v1.ProjectSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PlanFoldTest {
    private static final String NAME = "projects/shop/plans/p";
    private static final String GROUP = "projects/shop/databaseGroups/all";
    private static final String SHEET = "a".repeat(64);
    private static final Moment NOW = new Moment(Instant.parse("2026-11-20T10:00:00Z"), Duration.ofMinutes(10));
    private static final Inputs COMPLETE = inputs(1, true);
    private static final CheckRequest.Action RETRY = CheckRequest.Action.RETRY_FAILED_TARGETS;

    @Test
    void newRevisionGetsARunAndAState() {
        Folded folded = fold(PlanAggregate.UNKNOWN, written(1), COMPLETE);

        assertThat(runs(folded)).singleElement().satisfies(run -> {
            assertThat(run.getStatus()).isEqualTo(CheckRun.Status.AVAILABLE);
            assertThat(run.getRun()).isEqualTo(1);
        });
        assertThat(states(folded)).singleElement().satisfies(state -> {
            assertThat(state.getRun()).isEqualTo(1);
            assertThat(state.getCheckDigest()).isNotEmpty();
            assertThat(state.getLiveness()).isEqualTo(PlanState.Liveness.LIVE);
        });
    }

    /** Trap 6: an edit ends the run of the revision before and makes its own in the same step. */
    @Test
    void trap6EditEndsTheOldRunAndFencesItsWorkerInTheSameStep() {
        PlanAggregate first = fold(PlanAggregate.UNKNOWN, written(1), COMPLETE).next();
        Folded folded = fold(claimed(first), written(2), COMPLETE);

        assertThat(runs(folded)).extracting(CheckRun::getStatus).containsExactly(CheckRun.Status.CANCELED,
                CheckRun.Status.AVAILABLE);
        assertThat(runs(folded).getFirst().getError()).isEqualTo("SUPERSEDED by revision 2");
        assertThat(folded.next().run().orElseThrow().fence()).isGreaterThan(claimed(first).fence());
    }

    @Test
    void sameRevisionTwiceChangesNothing() {
        PlanAggregate first = fold(PlanAggregate.UNKNOWN, written(1), COMPLETE).next();

        assertThat(fold(first, written(1), COMPLETE)).isEqualTo(new Folded(first, List.of()));
    }

    @Test
    void sameRevisionWithOtherContentIsRefused() {
        PlanAggregate first = fold(PlanAggregate.UNKNOWN, written(1), COMPLETE).next();
        var other = new PlanEvent.Written(plan(1).toBuilder().setTitle("other").build());

        assertThat(refusals(fold(first, other, COMPLETE))).singleElement().asString()
                .startsWith("revision: 1 is known");
    }

    @Test
    void revisionThatGoesBackwardsIsRefused() {
        PlanAggregate second = fold(PlanAggregate.UNKNOWN, written(2), COMPLETE).next();

        assertThat(refusals(fold(second, written(1), COMPLETE))).singleElement().asString()
                .contains("got 1", "2 is known");
    }

    @Test
    void planWaitsVisiblyForItsSheetAndGoesOnWithTheSameRun() {
        PlanAggregate waiting = fold(PlanAggregate.UNKNOWN, written(1), inputs(1, false)).next();
        assertThat(waiting.plan().orElseThrow().waitingFor()).containsExactly(SHEET);
        assertThat(waiting.run().orElseThrow().availableAt()).isEqualTo(NOW.now().plus(NOW.patience()));

        Folded folded = fold(waiting, new PlanEvent.InputsChanged(false), COMPLETE);

        assertThat(folded.next().run().orElseThrow().availableAt()).isNull();
        assertThat(folded.next().run().orElseThrow().run()).isEqualTo(1);
        assertThat(states(folded)).singleElement().satisfies(s -> assertThat(s.getCheckDigest()).isNotEmpty());
        assertThat(runs(folded)).isEmpty();
    }

    /**
     * Trap 9: members that are added after the check are checked. Trap 47: by a run of their own, whatever slices the
     * old one had left.
     */
    @Test
    void trap9MembersAddedAfterTheCheckMakeANewRun() {
        PlanAggregate done = ended(fold(PlanAggregate.UNKNOWN, written(1), COMPLETE).next(), CheckRun.Status.DONE);
        Folded folded = fold(done, new PlanEvent.InputsChanged(false), inputs(2, true));

        assertThat(runs(folded)).singleElement().satisfies(run -> assertThat(run.getRun()).isEqualTo(2));
        assertThat(states(folded).getFirst().getVersion()).isEqualTo(2);
    }

    @Test
    void changeThatMeansNothingToThePlanPublishesNothing() {
        PlanAggregate first = fold(PlanAggregate.UNKNOWN, written(1), COMPLETE).next();

        assertThat(fold(first, new PlanEvent.InputsChanged(false), COMPLETE).emissions()).isEmpty();
    }

    /** The gate compares them with the approvers. */
    @Test
    void aStateNamesWhoWroteItsRevision() {
        var first = new PlanEvent.Written(plan(1).toBuilder().setCreator("users/ann").build());
        var second = new PlanEvent.Written(plan(2).toBuilder().setCreator("users/ben").build());
        Folded folded = fold(PlanAggregate.UNKNOWN, first, COMPLETE);
        assertThat(states(folded)).extracting(PlanState::getCreator).containsExactly("users/ann");

        assertThat(states(fold(folded.next(), second, COMPLETE))).extracting(PlanState::getCreator)
                .containsExactly("users/ben");
        assertThat(states(fold(folded.next(), new PlanEvent.InputsChanged(true), COMPLETE)))
                .extracting(PlanState::getCreator).containsExactly("users/ann");
    }

    @Test
    void settingsThatDoNotTouchTheChecksKeepTheRun() {
        PlanAggregate first = fold(PlanAggregate.UNKNOWN, written(1), COMPLETE).next();
        Folded folded = fold(first, new PlanEvent.InputsChanged(true), COMPLETE);

        assertThat(runs(folded)).isEmpty();
        assertThat(states(folded)).singleElement().satisfies(s -> assertThat(s.getVersion()).isEqualTo(2));
    }

    @Test
    void requestJoinsAnOpenRun() {
        PlanAggregate first = fold(PlanAggregate.UNKNOWN, written(1), COMPLETE).next();
        Folded folded = fold(first, requested(1, CheckRequest.Action.RUN), COMPLETE);

        assertThat(folded.next()).isEqualTo(first);
        assertThat(runs(folded)).singleElement().satisfies(run -> {
            assertThat(run.getRun()).isEqualTo(1);
            assertThat(run.getRequestId()).isEqualTo("req");
        });
    }

    @Test
    void requestForAnOldRevisionEndsCanceledAndLeavesTheCurrentRunAlone() {
        PlanAggregate second = fold(PlanAggregate.UNKNOWN, written(2), COMPLETE).next();
        Folded folded = fold(second, requested(1, CheckRequest.Action.RUN), COMPLETE);

        assertThat(folded.next().run()).isEqualTo(second.run());
        assertThat(runs(folded)).singleElement().satisfies(run -> {
            assertThat(run.getStatus()).isEqualTo(CheckRun.Status.CANCELED);
            assertThat(run.getRevision()).isEqualTo(1);
            assertThat(run.getRun()).isEqualTo(2);
        });
    }

    @Test
    void rolledOutPlanIsNotCheckedAgain() {
        PlanAggregate first = rolledOut(ended(fold(PlanAggregate.UNKNOWN, written(1), COMPLETE).next(),
                CheckRun.Status.DONE));

        assertThat(runs(fold(first, requested(1, CheckRequest.Action.RUN), COMPLETE))).singleElement()
                .satisfies(run -> assertThat(run.getError()).startsWith("ROLLED_OUT"));
        assertThat(runs(fold(first, written(2), COMPLETE))).singleElement()
                .satisfies(run -> assertThat(run.getError()).startsWith("ROLLED_OUT"));
    }

    @Test
    void cancelEndsTheOpenRunOnce() {
        PlanAggregate first = fold(PlanAggregate.UNKNOWN, written(1), COMPLETE).next();
        Folded folded = fold(first, requested(1, CheckRequest.Action.CANCEL), COMPLETE);

        assertThat(runs(folded)).singleElement()
                .satisfies(run -> assertThat(run.getStatus()).isEqualTo(CheckRun.Status.CANCELED));
        assertThat(fold(folded.next(), requested(1, CheckRequest.Action.CANCEL), COMPLETE).emissions()).isEmpty();
    }

    /** Trap 4: cancelled and asked for again at the same revision, a run gets a number and a fence of its own. */
    @Test
    void cancelledRunAndTheOneAskedForAfterItHaveDifferentFences() {
        PlanAggregate running = claimed(fold(PlanAggregate.UNKNOWN, written(1), COMPLETE).next());
        PlanAggregate canceled = fold(running, requested(1, CheckRequest.Action.CANCEL), COMPLETE).next();
        PlanAggregate again = fold(canceled, requested(1, CheckRequest.Action.RUN), COMPLETE).next();

        assertThat(canceled.fence()).isGreaterThan(running.fence());
        assertThat(again.fence()).isGreaterThan(canceled.fence());
        assertThat(again.run().orElseThrow().run()).isEqualTo(2);
        assertThat(again.run().orElseThrow().revision()).isEqualTo(1);
    }

    @Test
    void deletionKeepsTheCounters() {
        PlanAggregate first = fold(PlanAggregate.UNKNOWN, written(3), COMPLETE).next();
        Folded deleted = fold(first, new PlanEvent.Deleted(), COMPLETE);

        assertThat(runs(deleted)).singleElement().satisfies(run -> assertThat(run.getError()).startsWith("DELETED"));
        assertThat(refusals(fold(deleted.next(), written(2), COMPLETE))).hasSize(1);
        assertThat(fold(deleted.next(), written(4), COMPLETE).next().run().orElseThrow().run()).isEqualTo(2);
    }

    @Test
    void planWithNothingToCheckIsDoneAtOnce() {
        var create = Plan.newBuilder().setName(NAME).setRevision(1).setState(Plan.State.ACTIVE)
                .addSpecs(Plan.Spec.newBuilder().setId("s").setCreateDatabase(
                        Plan.CreateDatabase.newBuilder().setTarget("instances/i").setDatabase("d")))
                .build();
        Folded folded = fold(PlanAggregate.UNKNOWN, new PlanEvent.Written(create), COMPLETE);

        assertThat(runs(folded)).singleElement().satisfies(run -> {
            assertThat(run.getStatus()).isEqualTo(CheckRun.Status.DONE);
            assertThat(run.hasTotals()).isTrue();
        });
    }

    /** Trap 54: a group without members ends the run FAILED, never DONE with nothing to check. */
    @Test
    void trap54EmptyGroupFailsTheRun() {
        Folded folded = fold(PlanAggregate.UNKNOWN, written(1), inputs(0, true));

        assertThat(runs(folded)).singleElement().satisfies(run -> {
            assertThat(run.getStatus()).isEqualTo(CheckRun.Status.FAILED);
            assertThat(run.getError()).startsWith("NO_TARGETS");
        });
    }

    /** Trap 54: without content there is nothing to check, which would pass: nothing is said of a plan of the old layout. */
    @Test
    void trap54PlanOfTheOldLayoutIsNotFoldedBeforeItsFirstRevision() {
        PlanAggregate legacy = legacy();

        for (boolean settings : List.of(true, false)) {
            assertThat(fold(legacy, new PlanEvent.InputsChanged(settings), COMPLETE))
                    .isEqualTo(new Folded(legacy, List.of()));
        }
        Folded asked = fold(legacy, requested(0, CheckRequest.Action.RUN), COMPLETE);
        assertThat(asked.next()).isEqualTo(legacy);
        assertThat(refusals(asked)).singleElement().asString().contains("publish the plan first");

        Folded published = fold(legacy, written(1), COMPLETE);
        assertThat(runs(published)).extracting(CheckRun::getStatus).containsExactly(CheckRun.Status.AVAILABLE);
        assertThat(states(published)).extracting(PlanState::getRevision).containsExactly(1L);
    }

    /** It closes the gate and needs no content. */
    @Test
    void planOfTheOldLayoutCanBeDeletedBeforeItsFirstRevision() {
        assertThat(states(fold(legacy(), new PlanEvent.Deleted(), COMPLETE))).extracting(PlanState::getLiveness)
                .containsExactly(PlanState.Liveness.DELETED);
    }

    /** Trap 43: what the project demands reaches it; what it means stays as it was derived by who understood it. */
    @Test
    void planOfANewerVersionKeepsItsDerivationAndGetsTheSettings() {
        PlanAggregate known = fold(PlanAggregate.UNKNOWN, written(1), COMPLETE).next();
        PlanRow row = known.plan().orElseThrow();
        var newer = new PlanAggregate(Optional.of(new PlanRow(row.id(), NAME, row.project(), 1,
                Plan.newBuilder().setName(NAME).addSpecs(Plan.Spec.newBuilder().setId("s")).build(), row.liveness(),
                row.version(), row.checkDigest(), row.waitingFor(), row.lastRun(), "")), known.run());

        assertThat(fold(newer, new PlanEvent.InputsChanged(false), COMPLETE)).isEqualTo(new Folded(newer, List.of()));
        Folded folded = fold(newer, new PlanEvent.InputsChanged(true), COMPLETE);

        assertThat(folded.next().run()).isEqualTo(known.run());
        assertThat(runs(folded)).isEmpty();
        assertThat(states(folded)).singleElement().satisfies(state -> {
            assertThat(state.getVersion()).isEqualTo(2);
            assertThat(state.getCheckDigest()).isEqualTo(row.checkDigest());
            assertThat(state.hasSettings()).isTrue();
        });
    }

    @Test
    void retryIsANewRunThatTakesResultsOver() {
        PlanAggregate found = found(fold(PlanAggregate.UNKNOWN, written(1), COMPLETE).next(), 3);
        Folded folded = fold(found, requested(1, RETRY), COMPLETE);

        assertThat(runs(folded)).singleElement().satisfies(run -> {
            assertThat(run.getStatus()).isEqualTo(CheckRun.Status.AVAILABLE);
            assertThat(run.getRun()).isEqualTo(2);
            assertThat(run.getRetryOf()).isEqualTo(1);
            assertThat(run.getRevision()).isEqualTo(1);
            assertThat(run.getCheckDigest()).isEqualTo(found.run().orElseThrow().checkDigest());
            assertThat(run.getRequestId()).isEqualTo("req");
        });
        assertThat(states(folded)).singleElement().satisfies(state -> assertThat(state.getRun()).isEqualTo(2));
        assertThat(folded.next().run().orElseThrow().retryOf()).isEqualTo(1);
        assertThat(folded.next().fence()).isGreaterThan(found.fence());
    }

    @Test
    void retryWhereNothingFailedIsAnsweredWithAReasonAndLeavesTheRunAlone() {
        PlanAggregate clean = found(fold(PlanAggregate.UNKNOWN, written(1), COMPLETE).next(), 0);
        Folded folded = fold(clean, requested(1, RETRY), COMPLETE);

        assertThat(folded.next().run()).isEqualTo(clean.run());
        assertThat(states(folded)).isEmpty();
        assertThat(runs(folded)).singleElement().satisfies(run -> {
            assertThat(run.getStatus()).isEqualTo(CheckRun.Status.CANCELED);
            assertThat(run.getError()).startsWith("NOTHING_FAILED: run 1 ");
            assertThat(run.getRequestId()).isEqualTo("req");
        });
    }

    @Test
    void retryJoinsAnOpenRun() {
        PlanAggregate open = fold(PlanAggregate.UNKNOWN, written(1), COMPLETE).next();

        assertThat(fold(open, requested(1, RETRY), COMPLETE).next()).isEqualTo(open);
        assertThat(fold(claimed(open), requested(1, RETRY), COMPLETE).next()).isEqualTo(claimed(open));
    }

    @Test
    void retryOfWhatThePlanNoLongerMeansChecksAll() {
        PlanAggregate found = found(fold(PlanAggregate.UNKNOWN, written(1), COMPLETE).next(), 3);
        RunRow run = fold(found, requested(1, RETRY), inputs(2, true)).next().run().orElseThrow();

        assertThat(run.status()).isEqualTo(CheckRun.Status.AVAILABLE);
        assertThat(run.retryOf()).isZero();
        assertThat(run.checkDigest()).isNotEqualTo(found.run().orElseThrow().checkDigest());
    }

    @Test
    void retryOfARunThatCheckedNothingChecksAll() {
        PlanAggregate first = fold(PlanAggregate.UNKNOWN, written(1), COMPLETE).next();
        for (CheckRun.Status lost : List.of(CheckRun.Status.FAILED, CheckRun.Status.CANCELED)) {
            assertThat(fold(ended(first, lost), requested(1, RETRY), COMPLETE).next().run().orElseThrow().retryOf())
                    .isZero();
        }
    }

    @Test
    void retryThatIsLostHandsOnWhatItWasToTakeOver() {
        PlanAggregate found = found(fold(PlanAggregate.UNKNOWN, written(1), COMPLETE).next(), 3);
        PlanAggregate retry = fold(found, requested(1, RETRY), COMPLETE).next();
        PlanAggregate canceled = fold(retry, requested(1, CheckRequest.Action.CANCEL), COMPLETE).next();
        RunRow again = fold(canceled, requested(1, RETRY), COMPLETE).next().run().orElseThrow();

        assertThat(again.run()).isEqualTo(3);
        assertThat(again.retryOf()).isEqualTo(1);
        assertThat(fold(canceled, requested(1, CheckRequest.Action.RUN), COMPLETE).next().run().orElseThrow().retryOf())
                .as("who asks for all gets all").isZero();
    }

    @Test
    void retryIsRefusedWithAReasonWhereNoRunWouldBeMade() {
        PlanAggregate found = found(fold(PlanAggregate.UNKNOWN, written(2), COMPLETE).next(), 3);
        PlanAggregate deleted = fold(found, new PlanEvent.Deleted(), COMPLETE).next();

        assertThat(error(rolledOut(found), 2)).startsWith("ROLLED_OUT: the plan has the rollout ");
        assertThat(error(found, 1)).isEqualTo("SUPERSEDED by revision 2");
        assertThat(error(deleted, 2)).startsWith("DELETED");
        assertThat(refusals(fold(found, requested(3, RETRY), COMPLETE))).singleElement().asString()
                .startsWith("revision: 3 is not known");
    }

    private static String error(PlanAggregate plan, long revision) {
        Folded folded = fold(plan, requested(revision, RETRY), COMPLETE);
        assertThat(folded.next().run()).isEqualTo(plan.run());
        return runs(folded).getFirst().getError();
    }

    /** Trap 20: a plan that is deleted leaves no run behind that waits for somebody to claim it. */
    @Test
    void trap20DeletionEndsTheOpenRun() {
        PlanAggregate open = fold(PlanAggregate.UNKNOWN, written(1), COMPLETE).next();
        for (PlanAggregate plan : List.of(open, claimed(open))) {
            Folded deleted = fold(plan, new PlanEvent.Deleted(), COMPLETE);
            assertThat(deleted.next().hasOpenRun()).isFalse();
            assertThat(runs(deleted)).singleElement().satisfies(run -> assertThat(run.hasEndTime()).isTrue());
        }
    }

    /** Trap 20: nor does a project that is archived: its plans are checked, and the gate says why they go no further. */
    @Test
    void trap20PlansOfAnArchivedProjectGetTheirRuns() {
        var archived = new Inputs(
                Optional.of(new ProjectRow("projects/shop", 2, ProjectSettings.getDefaultInstance(), true)),
                COMPLETE.groups(), COMPLETE.sheets());
        Folded folded = fold(PlanAggregate.UNKNOWN, written(1), archived);

        assertThat(runs(folded)).extracting(CheckRun::getStatus).containsExactly(CheckRun.Status.AVAILABLE);
        assertThat(states(folded)).singleElement()
                .satisfies(state -> assertThat(state.getProjectArchived()).isTrue());
    }

    /** Trap 23: in no story does a counter go back. */
    @Property
    void countersGrowAndEveryRunHasAtMostOneTerminalEventAndOnlyTheCurrentOneIsOpen(
            @ForAll("stories") List<Step> story) {
        PlanAggregate plan = PlanAggregate.UNKNOWN;
        Map<Long, Integer> terminals = new HashMap<>();
        for (Step step : story) {
            Folded folded = fold(step.claim() ? claimed(plan) : plan, step.event(), step.inputs());
            assertGrows(plan, folded.next());
            runs(folded).stream().filter(CheckRun::hasEndTime)
                    .forEach(r -> terminals.merge(r.getRun(), 1, Integer::sum));
            plan = folded.next();
        }
        assertThat(terminals.values()).allMatch(n -> n == 1);
        long last = plan.plan().map(PlanRow::lastRun).orElse(0L);
        Optional<Long> open = plan.hasOpenRun() ? plan.run().map(RunRow::run) : Optional.empty();
        for (long run = 1; run <= last; run++) {
            assertThat(terminals.containsKey(run)).as("run %d ended", run).isEqualTo(!open.equals(Optional.of(run)));
        }
    }

    private static void assertGrows(PlanAggregate before, PlanAggregate after) {
        before.plan().ifPresent(b -> {
            PlanRow a = after.plan().orElseThrow();
            assertThat(a.revision()).isGreaterThanOrEqualTo(b.revision());
            assertThat(a.version()).isGreaterThanOrEqualTo(b.version());
            assertThat(a.lastRun()).isGreaterThanOrEqualTo(b.lastRun());
        });
        assertThat(after.fence()).isGreaterThanOrEqualTo(before.fence());
    }

    record Step(PlanEvent event, Inputs inputs, boolean claim) {}

    @Provide
    Arbitrary<List<Step>> stories() {
        Arbitrary<PlanEvent> events = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(4, Arbitraries.longs().between(1, 6).map(PlanFoldTest::written)),
                net.jqwik.api.Tuple.of(1, Arbitraries.just(new PlanEvent.Deleted())),
                net.jqwik.api.Tuple.of(3, Arbitraries.of(true, false).map(PlanEvent.InputsChanged::new)),
                net.jqwik.api.Tuple.of(3, Arbitraries.longs().between(1, 6).flatMap(revision -> Arbitraries
                        .of(CheckRequest.Action.RUN, CheckRequest.Action.CANCEL, RETRY)
                        .map(a -> requested(revision, a)))));
        Arbitrary<Inputs> inputs = Arbitraries.integers().between(0, 3)
                .flatMap(n -> Arbitraries.of(true, false).map(sheet -> inputs(n, sheet)));
        return net.jqwik.api.Combinators.combine(events, inputs, Arbitraries.of(true, false)).as(Step::new).list()
                .ofMaxSize(25);
    }

    private static Folded fold(PlanAggregate before, PlanEvent event, Inputs inputs) {
        return PlanFold.fold(NAME, before, event, inputs, NOW);
    }

    private static PlanEvent written(long revision) {
        return new PlanEvent.Written(plan(revision));
    }

    private static PlanEvent requested(long revision, CheckRequest.Action action) {
        return new PlanEvent.Requested(CheckRequest.newBuilder().setPlan(NAME).setRequestId("req").setRevision(revision)
                .setAction(action).build());
    }

    private static Plan plan(long revision) {
        return Plan.newBuilder().setName(NAME).setRevision(revision).setState(Plan.State.ACTIVE)
                .addSpecs(Plan.Spec.newBuilder().setId("s").setChangeDatabase(
                        Plan.ChangeDatabase.newBuilder().addTargets(GROUP).setSheetSha256(SHEET)))
                .build();
    }

    private static Inputs inputs(int members, boolean sheet) {
        var databases = new ArrayList<String>();
        for (int i = 0; i < members; i++) {
            databases.add("instances/i/databases/d" + i);
        }
        return new Inputs(
                Optional.of(new ProjectRow("projects/shop", 1, ProjectSettings.getDefaultInstance(), false)),
                Map.of(GROUP, new GroupRow(GROUP, 1, databases, false)), sheet ? Set.of(SHEET) : Set.of());
    }

    /** As the migration leaves it: live, and nobody has published it. */
    private static PlanAggregate legacy() {
        return new PlanAggregate(Optional.of(new PlanRow(7, NAME, "projects/shop", 0, Plan.getDefaultInstance(),
                PlanState.Liveness.LIVE, 0, "", List.of(), 0, "")), Optional.empty());
    }

    private static PlanAggregate claimed(PlanAggregate plan) {
        return new PlanAggregate(plan.plan(), plan.run().map(r -> r.status() != CheckRun.Status.AVAILABLE
                ? r
                : with(r, CheckRun.Status.RUNNING, r.fence() + 1)));
    }

    private static PlanAggregate ended(PlanAggregate plan, CheckRun.Status status) {
        return new PlanAggregate(plan.plan(), plan.run().map(r -> with(r, status, r.fence() + 1)));
    }

    /** As a worker ends it. */
    private static PlanAggregate found(PlanAggregate plan, int errors) {
        return new PlanAggregate(plan.plan(),
                plan.run().map(r -> new RunRow(r.plan(), r.run(), r.revision(), r.checkDigest(), r.fence() + 1,
                        CheckRun.Status.DONE, "", r.createdAt(), r.availableAt(), r.requestId(), errors, r.retryOf())));
    }

    private static RunRow with(RunRow r, CheckRun.Status status, long fence) {
        return new RunRow(r.plan(), r.run(), r.revision(), r.checkDigest(), fence, status, r.error(), r.createdAt(),
                r.availableAt(), r.requestId(), r.errors(), r.retryOf());
    }

    private static PlanAggregate rolledOut(PlanAggregate plan) {
        return new PlanAggregate(plan.plan().map(p -> p.rolledOut(NAME + "/rollouts/1")), plan.run());
    }

    private static List<CheckRun> runs(Folded folded) {
        return folded.emissions().stream().filter(Emission.RunChanged.class::isInstance)
                .map(e -> ((Emission.RunChanged) e).run()).toList();
    }

    private static List<PlanState> states(Folded folded) {
        return folded.emissions().stream().filter(Emission.StateWritten.class::isInstance)
                .map(e -> ((Emission.StateWritten) e).state()).toList();
    }

    private static List<String> refusals(Folded folded) {
        return folded.emissions().stream().filter(Emission.Refused.class::isInstance)
                .map(e -> ((Emission.Refused) e).reason()).toList();
    }
}
