package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.History;
import dev.plangate.bench.history.model.PlanHistory;
import dev.plangate.bench.history.model.RunRecord;
import dev.plangate.bench.history.model.Seen;
import dev.plangate.bench.history.model.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Each run that is mentioned anywhere has exactly one terminal event. */
final class TerminalEvents implements PlanRule {
    /** Of a plan whose numbers are nonsense, so many gaps are told. */
    private static final int ENOUGH = 100;

    @Override
    public List<Violation> check(History history, PlanHistory plan) {
        var violations = new ArrayList<Violation>();
        SortedMap<Long, List<Seen>> mentioned = mentioned(history, plan);
        mentioned.forEach((run, records) -> {
            List<RunRecord> ends = plan.ends(run);
            if (ends.size() > 1) {
                violations.add(Violation.of(Promise.A_RUN_ENDS_ONCE, plan.name(), "run %d has %d terminal events: %s"
                        .formatted(run, ends.size(), ends.stream().map(RunRecord::status).toList()), ends));
            } else if (ends.isEmpty() && history.meta().drained()) {
                violations.add(Violation.of(Promise.EACH_RUN_ENDS, plan.name(),
                        "run %d has no terminal event".formatted(run), records));
            }
        });
        if (history.meta().drained()) {
            gaps(plan, mentioned, violations);
        }
        return violations;
    }

    private static SortedMap<Long, List<Seen>> mentioned(History history, PlanHistory plan) {
        var mentioned = new TreeMap<Long, List<Seen>>();
        plan.runs().forEach(r -> mention(mentioned, r.run()).add(r));
        plan.results().forEach(r -> mention(mentioned, r.run()).add(r));
        plan.states().forEach(s -> mention(mentioned, s.run()).add(s));
        plan.commands().forEach(c -> mention(mentioned, c.decision().run()).add(c));
        Tables tables = history.tables();
        if (tables.runs().containsKey(plan.name())) {
            mention(mentioned, tables.runs().get(plan.name()).run());
        }
        if (tables.plans().containsKey(plan.name())) {
            mention(mentioned, tables.plans().get(plan.name()).lastRun());
        }
        mentioned.remove(0L);
        return mentioned;
    }

    private static List<Seen> mention(SortedMap<Long, List<Seen>> mentioned, long run) {
        return mentioned.computeIfAbsent(run, _ -> new ArrayList<>());
    }

    private static void gaps(PlanHistory plan, SortedMap<Long, List<Seen>> mentioned, List<Violation> violations) {
        long expected = 1;
        for (var next : mentioned.entrySet()) {
            for (; expected < next.getKey() && violations.size() < ENOUGH; expected++) {
                violations.add(Violation.of(Promise.EACH_RUN_IS_SEEN, plan.name(),
                        "there is a run %d, but nothing was ever told of run %d".formatted(next.getKey(), expected),
                        next.getValue()));
            }
            expected = next.getKey() + 1;
        }
    }
}
