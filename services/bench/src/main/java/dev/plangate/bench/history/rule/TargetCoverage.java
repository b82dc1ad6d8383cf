package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.History;
import dev.plangate.bench.history.model.PlanHistory;
import dev.plangate.bench.history.model.PlanRecord;
import dev.plangate.bench.history.model.PlanRecord.Change;
import dev.plangate.bench.history.model.ProjectHistory;
import dev.plangate.bench.history.model.ResultRecord;
import dev.plangate.bench.history.model.RunRecord;
import dev.plangate.bench.history.model.Settings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The results of a DONE run cover exactly what its revision derives from one published version of each group. */
final class TargetCoverage implements PlanRule {
    @Override
    public List<Violation> check(History history, PlanHistory plan) {
        if (!history.meta().drained()) {
            return List.of();
        }
        var violations = new ArrayList<Violation>();
        Revisions revisions = Revisions.of(history, plan);
        for (RunRecord done : plan.runs()) {
            PlanRecord record = revisions.accepted().get(done.revision());
            if (done.isDone() && record == null) {
                violations.add(Violation.of(Promise.A_DONE_RUN_CHECKED_ITS_TARGETS, plan.name(),
                        "run %d checked revision %d, which nobody published".formatted(done.run(), done.revision()),
                        done));
            } else if (done.isDone() && done.totals().isPresent()) {
                String objection = objection(history, plan, record.content().orElseThrow().changes(), done);
                if (!objection.isEmpty()) {
                    violations.add(Violation.of(Promise.A_DONE_RUN_CHECKED_ITS_TARGETS, plan.name(),
                            "run %d of revision %d: %s".formatted(done.run(), done.revision(), objection), record,
                            done));
                }
            }
        }
        return violations;
    }

    static Set<String> checked(PlanHistory plan, RunRecord done) {
        return plan.results().stream().filter(r -> r.run() == done.run()).map(ResultRecord::target)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static String objection(History history, PlanHistory plan, List<Change> changes, RunRecord done) {
        for (ResultRecord result : plan.results()) {
            if (result.run() == done.run() && result.revision() != done.revision()) {
                return "its result at %s is of revision %d".formatted(result.at(), result.revision());
            }
        }
        Set<String> found = checked(plan, done);
        var last = new String[]{""};
        for (long sampling : samplings(history, plan, done)) {
            boolean explained = Memberships.ever(history, changes).any(groups -> {
                var objection = Derivation.of(changes, groups).objection(found, sampling, done.totals().orElseThrow());
                objection.filter(_ -> last[0].isEmpty()).ifPresent(o -> last[0] = o);
                return objection.isEmpty();
            });
            if (explained) {
                return "";
            }
        }
        return last[0];
    }

    /**
     * Sampling is part of the digest: it is that of the plan states with this digest, or else anything that was in force. The
     * empty digest of a run that waited for its inputs tells nothing: it was checked by what was in force when it was claimed. So
     * is the queued run of a plan that has its rollout: nothing gets a new run then, whatever its project sets.
     */
    private static Set<Long> samplings(History history, PlanHistory plan, RunRecord done) {
        Set<Long> samplings = plan.states().stream()
                .filter(s -> !done.checkDigest().isEmpty() && s.revision() == done.revision()
                        && s.checkDigest().equals(done.checkDigest()))
                .flatMap(s -> s.settings().stream()).map(Settings::sampling)
                .collect(Collectors.toCollection(TreeSet::new));
        if (samplings.isEmpty() || plan.creation().isPresent()) {
            history.projects().getOrDefault(plan.project(), new ProjectHistory()).states()
                    .forEach(s -> samplings.add(s.settings().sampling()));
        }
        return samplings.isEmpty() ? Set.of(0L) : samplings;
    }
}
