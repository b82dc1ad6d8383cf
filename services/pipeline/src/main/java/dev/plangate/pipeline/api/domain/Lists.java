package dev.plangate.pipeline.api.domain;

import dev.plangate.db.row.RolloutFilter;
import dev.plangate.db.row.RunFilter;
import dev.plangate.db.row.RunFilter.Findings;
import dev.plangate.db.row.RunOrder;
import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckRun;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a list request means to the stores. */
public final class Lists {
    private static final Map<String, CheckRun.Status> STATUSES = Map.of("AVAILABLE", CheckRun.Status.AVAILABLE,
            "RUNNING", CheckRun.Status.RUNNING, "DONE", CheckRun.Status.DONE, "FAILED", CheckRun.Status.FAILED,
            "CANCELED", CheckRun.Status.CANCELED);
    private static final Map<String, Findings> FINDINGS = Map.of(CheckOutcome.Status.SUCCESS.name(), Findings.CLEAN,
            CheckOutcome.Status.WARNING.name(), Findings.WARNINGS, CheckOutcome.Status.ERROR.name(), Findings.ERRORS);

    private Lists() {}

    /**
     * Which runs.
     *
     * @throws InvalidField of "filter"
     */
    public static RunFilter runs(Parent parent, String filter) {
        long run = 0;
        Set<CheckRun.Status> statuses = EnumSet.noneOf(CheckRun.Status.class);
        Set<Findings> findings = EnumSet.noneOf(Findings.class);
        TimeRange created = new TimeRange();
        TimeRange updated = new TimeRange();
        Set<String> seen = new HashSet<>();
        for (Condition condition : FilterReader.read(filter)) {
            switch (condition.field()) {
                case "status" -> statuses.addAll(Words.of(condition, STATUSES, seen));
                case "result_status" -> findings.addAll(Words.of(condition, FINDINGS, seen));
                case "run" -> run = Words.number(condition, seen);
                case "create_time" -> created.add(condition);
                case "update_time" -> updated.add(condition);
                default -> throw condition.wrong(
                        "%s is no field to filter by: status, result_status, run, create_time and update_time are"
                                .formatted(condition.field()));
            }
        }
        return new RunFilter(parent.plan(), parent.project(), run, statuses, findings, created.range(),
                updated.range());
    }

    /**
     * Which rollouts.
     *
     * @throws InvalidField of "filter"
     */
    public static RolloutFilter rollouts(Parent parent, String filter) {
        Optional<String> requester = Optional.empty();
        TimeRange created = new TimeRange();
        Set<String> seen = new HashSet<>();
        for (Condition condition : FilterReader.read(filter)) {
            switch (condition.field()) {
                case "requester" -> requester = Optional.of(Words.once(condition, seen).value());
                case "create_time" -> created.add(condition);
                default -> throw condition.wrong("%s is no field to filter by: requester and create_time are"
                        .formatted(condition.field()));
            }
        }
        return new RolloutFilter(parent.plan(), parent.project(), requester, created.range());
    }

    /**
     * In which order runs come.
     *
     * @throws InvalidField of "order_by"
     */
    public static RunOrder runOrder(String orderBy) {
        return switch (orderBy.strip().replaceAll(" +", " ")) {
            case "", "name" -> RunOrder.BY_ID;
            case "name desc" -> new RunOrder(RunOrder.Key.ID, false);
            case "create_time" -> new RunOrder(RunOrder.Key.CREATED, true);
            case "create_time desc" -> new RunOrder(RunOrder.Key.CREATED, false);
            case "update_time" -> new RunOrder(RunOrder.Key.UPDATED, true);
            case "update_time desc" -> new RunOrder(RunOrder.Key.UPDATED, false);
            default -> throw new InvalidField("order_by",
                    "should be name, create_time or update_time, with desc behind it for the newest first");
        };
    }

    /**
     * In which order rollouts come.
     *
     * @throws InvalidField of "order_by"
     */
    public static RolloutFilter.Order rolloutOrder(String orderBy) {
        return switch (orderBy.strip().replaceAll(" +", " ")) {
            case "", "name" -> RolloutFilter.Order.PLAN;
            case "create_time" -> RolloutFilter.Order.OLDEST_FIRST;
            case "create_time desc" -> RolloutFilter.Order.NEWEST_FIRST;
            default -> throw new InvalidField("order_by", "should be name, create_time or create_time desc");
        };
    }

    /**
     * How many on a page.
     *
     * @throws InvalidField of "page_size", when it is negative
     */
    public static int pageSize(int wanted, int most) {
        if (wanted < 0) {
            throw new InvalidField("page_size", "should be at least 0");
        }
        return wanted == 0 ? Math.min(50, most) : Math.min(wanted, most);
    }
}
