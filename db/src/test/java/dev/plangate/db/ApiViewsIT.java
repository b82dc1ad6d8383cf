package dev.plangate.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.db.row.ApprovalRequirementRow;
import dev.plangate.db.row.CheckRequestRow;
import dev.plangate.db.row.GateStatusRow;
import dev.plangate.db.row.RolloutFilter;
import dev.plangate.db.row.RolloutFilter.Order;
import dev.plangate.db.row.RolloutRow;
import dev.plangate.db.row.RunFilter.Range;
import dev.plangate.v1.ApprovalRequirement;
import dev.plangate.v1.CheckRequest;
import dev.plangate.v1.GateStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the API answers from. */
class ApiViewsIT {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private Database database;

    @BeforeEach
    void open() {
        database = TestPostgres.migrated();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void ofAPlanTheNewestStatusIsKept() {
        GateStatuses statuses = new GateStatuses();
        in(tx -> {
            statuses.save(tx, List.of(status("a", 3), status("b", 4), status("a", 7)));
            return null;
        });
        assertThat(rows(tx -> statuses.find(tx, List.of("a", "b", "c")))).containsExactly(status("a", 7),
                status("b", 4));

        // A topic that was made anew begins at 0 again: what is written last counts.
        in(tx -> {
            statuses.save(tx, List.of(status("a", 0)));
            statuses.delete(tx, List.of("b"));
            return null;
        });
        assertThat(rows(tx -> statuses.find(tx, List.of("a", "b")))).containsExactly(status("a", 0));
    }

    @Test
    void ofAPlanTheNewestRequirementIsKept() {
        ApprovalRequirements requirements = new ApprovalRequirements();
        in(tx -> {
            requirements.save(tx, List.of(requirement("a", 3), requirement("b", 4), requirement("a", 7)));
            requirements.delete(tx, List.of("b"));
            return null;
        });
        assertThat(rows(tx -> requirements.find(tx, List.of("a", "b")))).containsExactly(requirement("a", 7));
    }

    @Test
    void answersAreFoundByTheirIds() {
        CheckRequests requests = new CheckRequests();
        CheckRequestRow row = new CheckRequestRow("one", "projects/p/plans/x", 3, CheckRequest.Action.CANCEL, "ana", 2);
        in(tx -> {
            requests.save(tx, List.of(row));
            return null;
        });
        assertThat(rows(tx -> requests.find(tx, List.of("one", "two")))).containsExactly(row);
    }

    /** Every order, page by page, against the same list in memory; many rollouts of one moment, and a project whose name begins like another's. */
    @Test
    void rolloutsComeInPages() {
        List<RolloutRow> all = IntStream.range(0, 23).mapToObj(i -> rollout(i % 3 == 0 ? "shop" : "shop-two", i))
                .toList();
        in(tx -> {
            new Rollouts().save(tx, all);
            return null;
        });
        RolloutFilter everything = new RolloutFilter("", "", Optional.empty(), Range.ANY);
        Comparator<RolloutRow> oldest = Comparator.comparing(RolloutRow::createdAt).thenComparing(RolloutRow::plan);

        assertThat(pages(everything, Order.PLAN))
                .isEqualTo(sorted(all, Comparator.comparing(RolloutRow::plan), _ -> true));
        assertThat(pages(everything, Order.OLDEST_FIRST)).isEqualTo(sorted(all, oldest, _ -> true));
        assertThat(pages(everything, Order.NEWEST_FIRST)).isEqualTo(sorted(all, oldest.reversed(), _ -> true));
        assertThat(pages(new RolloutFilter("", "projects/shop", Optional.empty(), Range.ANY), Order.OLDEST_FIRST))
                .isEqualTo(sorted(all, oldest, row -> row.plan().startsWith("projects/shop/")));
        assertThat(pages(new RolloutFilter("", "", Optional.of(""), Range.ANY), Order.OLDEST_FIRST))
                .isEqualTo(sorted(all, oldest, row -> row.requester().isEmpty()));
        assertThat(pages(new RolloutFilter(all.get(5).plan(), "projects/shop-two", Optional.of("ana"), Range.ANY),
                Order.NEWEST_FIRST)).containsExactly(all.get(5));
        assertThat(
                pages(new RolloutFilter("", "", Optional.empty(), new Range(NOON.plusSeconds(2), NOON.plusSeconds(4))),
                        Order.OLDEST_FIRST))
                .isEqualTo(sorted(all, oldest, row -> !row.createdAt().isBefore(NOON.plusSeconds(2))
                        && row.createdAt().isBefore(NOON.plusSeconds(4))));
    }

    private List<RolloutRow> pages(RolloutFilter filter, Order order) {
        List<RolloutRow> rows = new ArrayList<>();
        while (true) {
            RolloutRow last = rows.isEmpty() ? null : rows.getLast();
            List<RolloutRow> page = in(tx -> new RolloutListing().list(tx, filter, order,
                    last == null ? null : last.createdAt(), last == null ? "" : last.plan(), 4));
            rows.addAll(page);
            if (page.size() < 4) {
                return rows;
            }
        }
    }

    private static List<RolloutRow> sorted(List<RolloutRow> rows, Comparator<RolloutRow> order,
            Predicate<RolloutRow> wanted) {
        return rows.stream().filter(wanted).sorted(order).toList();
    }

    private static RolloutRow rollout(String project, int i) {
        String plan = "projects/%s/plans/p%02d".formatted(project, i);
        return new RolloutRow(plan, plan + "/rollouts/1", "command " + i, 1, 1, 1, "", i % 5 == 0 ? "ana" : "", "",
                NOON.plusSeconds(i % 7));
    }

    private static GateStatusRow status(String plan, long position) {
        return new GateStatusRow(position, GateStatus.newBuilder().setPlan(plan).setRun(position).build());
    }

    private static ApprovalRequirementRow requirement(String plan, long position) {
        return new ApprovalRequirementRow(position, ApprovalRequirement.newBuilder().setPlan(plan).setRun(position)
                .build());
    }

    private <T> List<T> rows(Function<Tx, List<T>> query) {
        return database.transaction(query);
    }

    private <T> T in(Function<Tx, T> work) {
        return database.transaction(work);
    }
}
