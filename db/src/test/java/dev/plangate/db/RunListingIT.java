package dev.plangate.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plangate.db.row.Claim;
import dev.plangate.db.row.Completion;
import dev.plangate.db.row.ListedRun;
import dev.plangate.db.row.PlanRow;
import dev.plangate.db.row.RunFilter;
import dev.plangate.db.row.RunFilter.Findings;
import dev.plangate.db.row.RunFilter.Range;
import dev.plangate.db.row.RunOrder;
import dev.plangate.db.row.RunPosition;
import dev.plangate.db.row.RunRow;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.CheckRun.Status;
import dev.plangate.v1.Plan;
import dev.plangate.v1.PlanState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists of runs show what their filter says, in the order asked for, page by page, each run once. */
class RunListingIT {

    private static final Duration LEASE = Duration.ofMinutes(1);

    private final RunListing listing = new RunListing();
    private Database database;
    private Runs runs;

    @BeforeEach
    void open() {
        database = TestPostgres.migrated();
        runs = new Runs(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** Every filter in every order, with pages of three, against the whole list filtered and sorted here. */
    @Test
    void anyFilterInAnyOrderPageByPageIsTheWholeListFilteredAndSorted() {
        everyKindOfRun();
        List<ListedRun> all = list(RunFilter.ALL, RunOrder.BY_ID);
        assertThat(all).hasSize(40).allMatch(ListedRun::current);
        Instant middle = all.stream().map(ListedRun::updatedAt).sorted().toList().get(20);

        Map<RunFilter, Predicate<ListedRun>> filters = new LinkedHashMap<>();
        filters.put(RunFilter.ALL, _ -> true);
        for (Status status : List.of(Status.AVAILABLE, Status.RUNNING, Status.DONE, Status.FAILED, Status.CANCELED)) {
            filters.put(statuses(status), run -> run.status() == status);
        }
        filters.put(statuses(Status.FAILED, Status.RUNNING),
                run -> run.status() == Status.FAILED || run.status() == Status.RUNNING);
        filters.put(statuses(Status.AVAILABLE, Status.CANCELED),
                run -> run.status() == Status.AVAILABLE || run.status() == Status.CANCELED);
        filters.put(findings(Findings.ERRORS), run -> run.errors() > 0);
        filters.put(findings(Findings.WARNINGS), run -> run.errors() == 0 && run.warnings() > 0);
        filters.put(findings(Findings.CLEAN, Findings.ERRORS),
                run -> run.status() == Status.DONE && (run.errors() > 0 || run.warnings() == 0));
        filters.put(project("projects/garage"), run -> run.plan().startsWith("projects/garage/"));
        filters.put(new RunFilter("", "projects/shop", 0, Set.of(Status.FAILED), Set.of(), Range.ANY, Range.ANY),
                run -> run.plan().startsWith("projects/shop/") && run.status() == Status.FAILED);
        filters.put(new RunFilter("", "", 2, Set.of(), Set.of(), Range.ANY, Range.ANY), run -> run.run() == 2);
        filters.put(new RunFilter("", "", 0, Set.of(), Set.of(), Range.ANY, new Range(middle, null)),
                run -> !run.updatedAt().isBefore(middle));
        filters.put(new RunFilter("", "", 0, Set.of(), Set.of(), new Range(null, middle), Range.ANY),
                run -> run.createdAt().isBefore(middle));

        filters.forEach((filter, wanted) -> {
            for (RunOrder order : orders()) {
                assertThat(list(filter, order)).as("%s in %s", filter, order)
                        .containsExactlyElementsOf(all.stream().filter(wanted).sorted(comparator(order)).toList());
            }
        });
        filters.forEach((filter, wanted) -> assertThat(all).as("%s shows something", filter).anyMatch(wanted));
    }

    @Test
    void aPlanShowsItsPastRunsToo() {
        String plan = Sample.enqueue(database, 0, 2).getFirst();
        for (int run = 2; run <= 5; run++) {
            runs.complete(List.of(Sample.done(claim(plan))));
            enqueue(plan, run);
        }
        RunFilter ofPlan = new RunFilter(plan, "", 0, Set.of(), Set.of(), Range.ANY, Range.ANY);
        for (RunOrder order : orders()) {
            List<ListedRun> all = list(ofPlan, order);
            assertThat(all).extracting(ListedRun::run).as(order.toString()).containsExactlyElementsOf(
                    order.ascending() ? List.of(1L, 2L, 3L, 4L, 5L) : List.of(5L, 4L, 3L, 2L, 1L));
            assertThat(all).filteredOn(ListedRun::current).extracting(ListedRun::run).containsExactly(5L);
        }
        assertThat(find(plan, 3)).hasValueSatisfying(run -> {
            assertThat(run.status()).isEqualTo(Status.DONE);
            assertThat(run.warnings()).isEqualTo(1);
            assertThat(run.current()).isFalse();
        });
        assertThat(find(plan, 5)).hasValueSatisfying(run -> assertThat(run.isOpen()).isTrue());
        assertThat(find(plan, 6)).isEmpty();
        assertThat(find("projects/shop/plans/nobody", 1)).isEmpty();
    }

    /** A page goes on where the one before ended, though runs between and behind have changed. */
    @Test
    void aRunThatIsReplacedWhileSomebodyTurnsPagesIsNeitherLostNorShownTwice() {
        List<String> plans = Sample.enqueue(database, 0, 6);
        ListedRun last = page(RunFilter.ALL, RunOrder.BY_ID, Optional.empty(), 3).getLast();
        runs.complete(List.of(Sample.done(claim(plans.get(2)))));
        enqueue(plans.get(2), 2);
        enqueue(plans.get(4), 2);

        assertThat(page(RunFilter.ALL, RunOrder.BY_ID, Optional.of(last.position(RunOrder.BY_ID)), 9))
                .extracting(ListedRun::plan).containsExactlyElementsOf(plans.subList(3, 6));
    }

    @Test
    void aPageHasABound() {
        assertThatThrownBy(() -> page(RunFilter.ALL, RunOrder.BY_ID, Optional.empty(), 0))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("limit must be 1 to 1000, but is 0");
        assertThatThrownBy(() -> new Range(Instant.EPOCH.plusSeconds(1), Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("until must not be before from");
    }

    /** 40 plans of two projects: queued, claimed, cut, DONE with and without findings, FAILED, CANCELED, made again. */
    private void everyKindOfRun() {
        for (int i = 0; i < 40; i++) {
            String project = i % 3 == 0 ? "projects/garage" : "projects/shop";
            String name = "%s/plans/p%d".formatted(project, i);
            database.transaction(tx -> {
                new Plans().save(tx, List.of(new PlanRow(0, name, project, 1,
                        Plan.newBuilder().setName(name).setRevision(1).build(), PlanState.Liveness.LIVE, 1, "digest",
                        List.of(), 1, "")));
                runs.save(tx, List.of(Sample.available(name, null)));
                return null;
            });
        }
        List<Claim> claims = new ArrayList<>(runs.claim("w", 34, LEASE));
        Collections.shuffle(claims, new Random(7));
        for (int i = 0; i < 24; i++) {
            Claim claim = claims.get(i);
            runs.complete(List.of(i % 6 == 5
                    ? new Completion(claim.plan(), claim.fence(), Status.FAILED, "NO", Sample.result(""), 0, 0,
                            List.of())
                    : new Completion(claim.plan(), claim.fence(), Status.DONE, "", Sample.result("found"), i % 3,
                            i % 2, List.of())));
        }
        for (int i = 24; i < 28; i++) {
            new Slices(database).cut(claims.get(i).held(), 3, 1);
        }
        for (int i = 0; i < 3; i++) {
            enqueue(claims.get(i).plan(), 2);
        }
        for (int i = 28; i < 31; i++) {
            RunRow run = Sample.run(database, claims.get(i).plan());
            RunRow canceled = new RunRow(run.plan(), run.run(), 1, "digest", run.fence() + 1, Status.CANCELED, "by me",
                    run.createdAt(), null, "");
            database.transaction(tx -> {
                runs.save(tx, List.of(canceled));
                return null;
            });
        }
    }

    private Claim claim(String plan) {
        return runs.claim("w", 9, LEASE).stream().filter(c -> c.plan().equals(plan)).findFirst().orElseThrow();
    }

    private void enqueue(String plan, long number) {
        RunRow before = Sample.run(database, plan);
        database.transaction(tx -> {
            runs.save(tx, List.of(new RunRow(plan, number, 1, "digest", before.fence() + 1,
                    CheckRun.Status.AVAILABLE, "", null, null, "")));
            return null;
        });
    }

    private List<ListedRun> list(RunFilter filter, RunOrder order) {
        List<ListedRun> all = new ArrayList<>();
        Optional<RunPosition> after = Optional.empty();
        while (true) {
            List<ListedRun> page = page(filter, order, after, 3);
            all.addAll(page);
            if (page.size() < 3) {
                return all;
            }
            after = Optional.of(page.getLast().position(order));
        }
    }

    private List<ListedRun> page(RunFilter filter, RunOrder order, Optional<RunPosition> after, int limit) {
        return database.transaction(tx -> listing.list(tx, filter, order, after, limit));
    }

    private Optional<ListedRun> find(String plan, long run) {
        return database.transaction(tx -> listing.find(tx, plan, run));
    }

    private static List<RunOrder> orders() {
        List<RunOrder> orders = new ArrayList<>();
        for (RunOrder.Key key : RunOrder.Key.values()) {
            orders.add(new RunOrder(key, true));
            orders.add(new RunOrder(key, false));
        }
        return orders;
    }

    private static Comparator<ListedRun> comparator(RunOrder order) {
        Map<RunOrder.Key, Comparator<ListedRun>> keys = new EnumMap<>(Map.of(
                RunOrder.Key.ID, Comparator.comparingLong(ListedRun::planId),
                RunOrder.Key.CREATED, Comparator.comparing(ListedRun::createdAt),
                RunOrder.Key.UPDATED, Comparator.comparing(ListedRun::updatedAt)));
        Comparator<ListedRun> ascending = keys.get(order.key()).thenComparingLong(ListedRun::planId)
                .thenComparingLong(ListedRun::run);
        return order.ascending() ? ascending : ascending.reversed();
    }

    private static RunFilter statuses(Status... statuses) {
        return new RunFilter("", "", 0, Set.of(statuses), Set.of(), Range.ANY, Range.ANY);
    }

    private static RunFilter findings(Findings... findings) {
        return new RunFilter("", "", 0, Set.of(), Set.of(findings), Range.ANY, Range.ANY);
    }

    private static RunFilter project(String project) {
        return new RunFilter("", project, 0, Set.of(), Set.of(), Range.ANY, Range.ANY);
    }
}
