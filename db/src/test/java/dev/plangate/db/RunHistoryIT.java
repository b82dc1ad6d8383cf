package dev.plangate.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.plangate.db.row.Claim;
import dev.plangate.db.row.Completion;
import dev.plangate.db.row.EndedRun;
import dev.plangate.db.row.ListedRun;
import dev.plangate.db.row.RunFilter;
import dev.plangate.db.row.RunOrder;
import dev.plangate.db.row.RunRow;
import dev.plangate.db.row.SliceCompletion;
import dev.plangate.db.row.TargetResult;
import dev.plangate.db.row.TargetResult.TargetPosition;
import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckOutcome.Status;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.CheckRunResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A run that is replaced stays to be looked at, with what it found, until there are too many or it is too old. */
class RunHistoryIT {

    private static final Duration LEASE = Duration.ofMinutes(1);

    private final RunResults results = new RunResults();
    private Database database;
    private Runs runs;
    private Slices slices;

    @BeforeEach
    void open() {
        database = TestPostgres.migrated();
        runs = new Runs(database, 3);
        slices = new Slices(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatARunFoundIsTheSameBeforeAndAfterItIsReplaced() {
        String plan = Sample.enqueue(database, 0, 1).getFirst();
        Claim claim = runs.claim("w", 1, LEASE).getFirst();
        runs.complete(List.of(new Completion(plan, claim.fence(), CheckRun.Status.DONE, "", found(0, 5), 1, 4,
                List.of())));
        ListedRun before = run(plan, 1);
        List<TargetResult> shown = targets(plan, 1, 2);
        assertThat(shown).extracting(TargetResult::target).containsExactly(target(0), target(1), target(2), target(3),
                target(4));
        assertThat(shown).extracting(TargetResult::failed).containsExactly(true, false, false, false, false);
        assertThat(targets(plan, 2, 9)).as("no such run").isEmpty();

        replace(plan, 2);

        assertThat(targets(plan, 1, 2)).isEqualTo(shown);
        assertThat(targets(plan, 2, 2)).as("has found nothing yet").isEmpty();
        ListedRun after = run(plan, 1);
        assertThat(after.current()).isFalse();
        assertThat(after).usingRecursiveComparison().ignoringFields("current").isEqualTo(before);
        assertThat(one(plan, 1, target(3))).hasValue(shown.get(3));
        assertThat(one(plan, 1, "instances/i/databases/other")).isEmpty();
        assertThat(one(plan, 2, target(3))).isEmpty();
    }

    @Test
    void theSlicesOfARunBecomeItsPages() {
        String plan = Sample.enqueue(database, 0, 1).getFirst();
        slices.cut(runs.claim("w", 1, LEASE).getFirst().held(), 10, 4);
        List<Claim> claims = slices.claim("w", 9, LEASE);
        assertThat(targets(plan, 1, 3)).isEmpty();
        slices.complete(List.of(done(claims.get(1))), Sample::ended);
        assertThat(targets(plan, 1, 3)).as("what there is").hasSize(claims.get(1).slice().orElseThrow().targets());
        slices.complete(List.of(done(claims.get(0)), done(claims.get(2))), Sample::ended);

        List<TargetResult> shown = targets(plan, 1, 3);
        assertThat(shown).extracting(TargetResult::target)
                .containsExactlyElementsOf(IntStream.range(0, 10).mapToObj(RunHistoryIT::target).toList());
        assertThat(one(plan, 1, target(9))).hasValue(shown.get(9));
        assertThat(targets(plan, 1, 100)).isEqualTo(shown);

        replace(plan, 2);

        assertThat(targets(plan, 1, 3)).isEqualTo(shown);
        assertThat(one(plan, 1, target(9))).hasValue(shown.get(9));
    }

    @Test
    void anOpenRunThatIsReplacedEndsAsIsSaid() {
        List<String> plans = Sample.enqueue(database, 0, 2);
        String told = plans.get(0);
        String untold = plans.get(1);
        RunRow open = Sample.run(database, told);
        database.transaction(tx -> {
            runs.save(tx, List.of(next(told, 3), next(untold, 2)),
                    List.of(open.ended(CheckRun.Status.CANCELED, "SUPERSEDED by revision 2"),
                            new RunRow(told, 2, 2, "", 2, CheckRun.Status.FAILED, "NO_TARGETS", null, null, "asked")));
            return null;
        });
        assertThat(past(told)).extracting(ListedRun::run, ListedRun::status, ListedRun::error, ListedRun::requestId)
                .containsExactly(
                        tuple(1L, CheckRun.Status.CANCELED, "SUPERSEDED by revision 2",
                                ""),
                        tuple(2L, CheckRun.Status.FAILED, "NO_TARGETS", "asked"));
        assertThat(past(untold)).extracting(ListedRun::error).containsExactly("SUPERSEDED by run 2");
        assertThatThrownBy(() -> database.transaction(tx -> {
            runs.save(tx, List.of(), List.of(next(told, 4)));
            return null;
        })).isInstanceOf(IllegalArgumentException.class).hasMessageEndingWith("is AVAILABLE, not over");
    }

    /** Traps 6 and 14: no crash leaves the newer run without the older one, or the other way about. */
    @Test
    void aRunBecomesAPastOneInTheTransactionThatReplacesItOrNotAtAll() {
        String plan = Sample.enqueue(database, 0, 1).getFirst();
        assertThatThrownBy(() -> database.transaction(tx -> {
            runs.save(tx, List.of(next(plan, 2)));
            throw new IllegalStateException("crashed");
        })).hasMessage("crashed");
        assertThat(past(plan)).isEmpty();
        assertThat(run(plan, 1).current()).isTrue();
    }

    @Test
    void aPlanKeepsSoManyAndNoMore() {
        List<String> plans = Sample.enqueue(database, 0, 2);
        for (int run = 2; run <= 6; run++) {
            replace(plans.get(0), run);
        }
        replace(plans.get(1), 2);
        assertThat(past(plans.get(0))).extracting(ListedRun::run).containsExactly(3L, 4L, 5L);
        assertThat(past(plans.get(1))).extracting(ListedRun::run).containsExactly(1L);
        assertThat(targets(plans.get(0), 1, 9)).isEmpty();
        assertThatThrownBy(() -> new Runs(database, 0)).hasMessage("most must be at least 1, but is 0");
    }

    @Test
    void whatEndedLongAgoIsForgottenInBatchesOldestFirst() {
        String plan = Sample.enqueue(database, 0, 1).getFirst();
        for (int run = 2; run <= 4; run++) {
            runs.complete(List.of(Sample.done(runs.claim("w", 1, LEASE).getFirst())));
            replace(plan, run);
        }
        assertThat(RunHistory.forget(database, Duration.ofHours(1), 10)).isZero();
        assertThat(RunHistory.forget(database, Duration.ofHours(-1), 2)).isEqualTo(2);
        assertThat(past(plan)).extracting(ListedRun::run).containsExactly(3L);
        assertThat(targets(plan, 2, 9)).isEmpty();
        assertThat(targets(plan, 3, 9)).hasSize(1);
        assertThat(RunHistory.forget(database, Duration.ofHours(-1), 2)).isEqualTo(1);
        assertThat(run(plan, 4).current()).isTrue();
    }

    /** What an open retry takes over must be there when it is claimed. */
    @Test
    void theRunThatAnOpenRetryTakesResultsFromIsKept() {
        String plan = Sample.enqueue(database, 0, 1).getFirst();
        runs.complete(List.of(Sample.done(runs.claim("w", 1, LEASE).getFirst())));
        RunRow stored = Sample.run(database, plan);
        List<RunRow> answers = IntStream.rangeClosed(3, 9).mapToObj(run -> new RunRow(plan, run, 1, "", 2,
                CheckRun.Status.CANCELED, "ROLLED_OUT", null, null, "")).toList();
        database.transaction(tx -> {
            runs.save(tx, List.of(new RunRow(plan, 2, 1, "digest", stored.fence() + 1, CheckRun.Status.AVAILABLE, "",
                    null, null, "", 0, 1)), answers);
            return null;
        });
        assertThat(RunHistory.forget(database, Duration.ofHours(-1), 10)).isEqualTo(3);
        assertThat(past(plan)).extracting(ListedRun::run).containsExactly(1L);
        assertThat(Sample.run(database, plan).retryOf()).isEqualTo(1);

        runs.complete(List.of(Sample.done(runs.claim("w", 1, LEASE).getFirst())));
        assertThat(run(plan, 2).retryOf()).isEqualTo(1);
        assertThat(RunHistory.forget(database, Duration.ofHours(-1), 10)).as("nobody needs it now").isEqualTo(1);
    }

    private void replace(String plan, long number) {
        database.transaction(tx -> {
            runs.save(tx, List.of(next(plan, number)));
            return null;
        });
    }

    private RunRow next(String plan, long number) {
        return new RunRow(plan, number, 1, "digest", 10 * number, CheckRun.Status.AVAILABLE, "", null, null, "");
    }

    private List<TargetResult> targets(String plan, long run, int pageSize) {
        List<TargetResult> all = new ArrayList<>();
        TargetPosition after = TargetPosition.START;
        while (true) {
            TargetPosition from = after;
            List<TargetResult> page = database.transaction(tx -> results.targets(tx, plan, run, from, pageSize));
            all.addAll(page);
            if (page.size() < pageSize) {
                return all;
            }
            after = page.getLast().position();
        }
    }

    private Optional<TargetResult> one(String plan, long run, String target) {
        return database.transaction(tx -> results.target(tx, plan, run, target));
    }

    private ListedRun run(String plan, long run) {
        return database.transaction(tx -> new RunListing().find(tx, plan, run)).orElseThrow();
    }

    private List<ListedRun> past(String plan) {
        RunFilter filter = new RunFilter(plan, "", 0, Set.of(), Set.of(), RunFilter.Range.ANY, RunFilter.Range.ANY);
        return database.transaction(tx -> new RunListing().list(tx, filter, RunOrder.BY_ID, Optional.empty(), 100))
                .stream().filter(run -> !run.current()).toList();
    }

    private static SliceCompletion done(Claim claim) {
        int first = claim.slice().orElseThrow().first();
        return new SliceCompletion(claim.held(), claim.fence(), "",
                found(first, first + claim.slice().orElseThrow().targets()),
                new EndedRun.Page(CheckRun.Totals.newBuilder().setTargets(1).build(),
                        CheckRun.Facts.getDefaultInstance()),
                List.of());
    }

    /** Two outcomes of each target; the first of the first is an error. */
    private static CheckRunResult found(int from, int to) {
        CheckRunResult.Builder result = CheckRunResult.newBuilder();
        for (int i = from; i < to; i++) {
            for (int j = 0; j < 2; j++) {
                result.addOutcomes(CheckOutcome.newBuilder().setTarget(target(i)).setContent("finding " + j)
                        .setStatus(i == 0 && j == 0 ? Status.ERROR : Status.WARNING));
            }
        }
        return result.build();
    }

    private static String target(int i) {
        return "instances/i/databases/d%02d".formatted(i);
    }
}
