package dev.plangate.bench.history;

import dev.plangate.bench.history.model.CheckRequestRecord;
import dev.plangate.bench.history.model.History;
import dev.plangate.bench.history.model.PlanHistory;
import dev.plangate.bench.history.model.PlanRecord;
import dev.plangate.bench.history.model.RolloutRequestRecord;
import dev.plangate.bench.history.model.RunRecord;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How much was looked at.
 *
 * @param plans    that upstream published
 * @param requests revisions, check requests and rollout requests, each once
 * @param results  results of targets
 * @param rollouts created
 * @param poison   records that had to be refused
 * @param faults   by kind
 */
public record Figures(long plans, long requests, long runs, long results, long commands, long rollouts, long letters,
        long poison, SortedMap<String, Integer> faults) {
    static Figures of(History history) {
        var plans = List.copyOf(history.plans().values());
        return new Figures(plans.stream().filter(p -> !p.plans().isEmpty()).count(),
                plans.stream().mapToLong(Figures::requests).sum(),
                plans.stream().mapToLong(p -> p.runs().stream().map(RunRecord::run).distinct().count()).sum(),
                plans.stream().mapToLong(p -> p.results().size()).sum(),
                plans.stream().mapToLong(p -> p.commands().size()).sum(),
                plans.stream().filter(p -> p.creation().isPresent()).count(),
                history.letters().values().stream().mapToLong(List::size).sum() + history.strays().size(),
                history.poison().size(), new TreeMap<>(history.faults()));
    }

    /** All faults. */
    public long totalFaults() {
        return faults.values().stream().mapToLong(Integer::longValue).sum();
    }

    private static long requests(PlanHistory plan) {
        return plan.plans().stream().flatMap(p -> p.content().stream()).map(PlanRecord.Content::revision).distinct()
                .count()
                + Stream.concat(plan.checkRequests().stream().map(CheckRequestRecord::requestId),
                        plan.rolloutRequests().stream().map(RolloutRequestRecord::requestId)).distinct().count();
    }
}
