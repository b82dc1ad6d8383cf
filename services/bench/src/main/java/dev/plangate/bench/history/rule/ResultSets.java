package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.History;
import dev.plangate.bench.history.model.PlanHistory;
import dev.plangate.bench.history.model.ResultRecord;
import dev.plangate.bench.history.model.RunRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One result set per run, under one fence: that of the end of a run that is DONE. A run that failed or was given up may have
 * a part of its results, from before its end.
 */
final class ResultSets implements PlanRule {
    private record Reported(long fence, String target) {}

    @Override
    public List<Violation> check(History history, PlanHistory plan) {
        var violations = new ArrayList<Violation>();
        Map<Long, List<ResultRecord>> byRun = new LinkedHashMap<>();
        plan.results().forEach(r -> byRun.computeIfAbsent(r.run(), _ -> new ArrayList<>()).add(r));
        byRun.forEach((run, results) -> {
            repeated(plan, results, violations);
            fences(plan, run, results).ifPresent(violations::add);
        });
        if (history.meta().drained()) {
            plan.runs().stream().filter(RunRecord::isDone)
                    .forEach(done -> errors(plan, done, byRun.getOrDefault(done.run(), List.of()))
                            .ifPresent(violations::add));
        }
        return violations;
    }

    private static void repeated(PlanHistory plan, List<ResultRecord> results, List<Violation> violations) {
        Map<Reported, ResultRecord> seen = new HashMap<>();
        for (ResultRecord next : results) {
            ResultRecord before = seen.putIfAbsent(new Reported(next.fence(), next.target()), next);
            if (before != null) {
                violations.add(Violation.of(Promise.A_TARGET_IS_REPORTED_ONCE, plan.name(),
                        "run %d has two results for %s".formatted(next.run(), next.target()), before, next));
            }
        }
    }

    private static Optional<Violation> fences(PlanHistory plan, long run, List<ResultRecord> results) {
        Optional<RunRecord> end = plan.end(run);
        ResultRecord first = results.getFirst();
        for (ResultRecord next : results) {
            if (next.fence() != first.fence()) {
                return Optional.of(Violation.of(Promise.ONE_RESULT_SET_PER_RUN, plan.name(),
                        "run %d has results of fence %d and of fence %d".formatted(run, first.fence(), next.fence()),
                        first, next));
            }
        }
        if (end.isPresent() && isBehind(end.get(), first.fence())) {
            return Optional.of(Violation.of(Promise.ONE_RESULT_SET_PER_RUN, plan.name(),
                    "run %d is %s under fence %d, but its results are of fence %d".formatted(run, end.get().status(),
                            end.get().fence(), first.fence()),
                    first, end.get()));
        }
        return Optional.empty();
    }

    /** Whoever gives a run up may raise the fence. */
    private static boolean isBehind(RunRecord end, long fence) {
        return end.isDone() ? fence != end.fence() : fence > end.fence();
    }

    private static Optional<Violation> errors(PlanHistory plan, RunRecord done, List<ResultRecord> results) {
        if (done.totals().isEmpty()) {
            return Optional.of(Violation.of(Promise.TOTALS_ARE_TRUE, plan.name(),
                    "run %d is DONE without totals".formatted(done.run()), done));
        }
        long counted = results.stream().filter(r -> r.fence() == done.fence()).mapToLong(ResultRecord::errors).sum();
        long told = done.totals().get().errors();
        return counted == told
                ? Optional.empty()
                : Optional.of(Violation.of(Promise.TOTALS_ARE_TRUE, plan.name(),
                        "run %d tells of %d errors, its results hold %d".formatted(done.run(), told, counted), done));
    }
}
