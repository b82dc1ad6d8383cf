package dev.plangate.pipeline.intake;

import dev.plangate.db.CheckRequests;
import dev.plangate.db.Outbox;
import dev.plangate.db.Plans;
import dev.plangate.db.Runs;
import dev.plangate.db.Tx;
import dev.plangate.db.row.CheckRequestRow;
import dev.plangate.db.row.OutboxRow;
import dev.plangate.db.row.PlanRow;
import dev.plangate.db.row.RunRow;
import dev.plangate.pipeline.intake.domain.Moment;
import dev.plangate.pipeline.intake.domain.PlanAggregate;
import dev.plangate.pipeline.targets.TargetDerivation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The plans of one batch: read under their locks, folded with what arrived, written back together with what is published. */
final class PlanBatch {
    /** Longer than any producer tries again, and than the topic keeps its records. */
    private static final Duration REMEMBERED = Duration.ofDays(30);

    private final Plans plans = new Plans();
    private final CheckRequests requests = new CheckRequests();
    private final Runs runs;
    private final Outbox outbox;

    PlanBatch(Runs runs, Outbox outbox) {
        this.runs = runs;
        this.outbox = outbox;
    }

    /**
     * Folds and stores.
     *
     * @param changed what the batch changed beside its plans
     * @param refused dead letters of records that could not be read
     */
    void apply(Tx tx, List<Incoming> batch, References.Changed changed, Moment moment, List<OutboxRow> refused) {
        var affected = new TreeSet<String>();
        affected.addAll(plans.openOf(tx, changed.touchedProjects()));
        affected.addAll(plans.waitingFor(tx, changed.resources()));
        var names = new TreeSet<>(affected);
        var requestIds = new ArrayList<String>();
        var resources = new TreeSet<String>();
        for (Incoming in : batch) {
            if (in instanceof Incoming.PlanIn(var _, String name, var content)) {
                names.add(name);
                content.ifPresent(c -> resources.addAll(TargetDerivation.dependencies(References.project(name), c)));
            } else if (in instanceof Incoming.RequestIn(var _, var request)) {
                names.add(request.getPlan());
                requestIds.add(request.getRequestId());
            }
        }
        Map<String, PlanAggregate> before = lock(tx, names);
        before.forEach((name, plan) -> resources
                .addAll(TargetDerivation.dependencies(References.project(name), plan.plan().orElseThrow().plan())));
        var work = new PlanWork(moment, Knowledge.read(tx, resources), before, refused);
        fold(batch, work, new HashSet<>(requests.seen(tx, requestIds)));
        affected.forEach(name -> work.inputsChanged(name, changed.projects().contains(References.project(name))));

        plans.save(tx, work.changedPlans());
        runs.save(tx, work.changedRuns(), work.pastRuns());
        answered(tx, work.acceptedRequests());
        outbox.append(tx, work.published());
    }

    /** Each batch forgets twice as many as it adds, so that the table does not grow for ever and nobody has to look after it. */
    private void answered(Tx tx, List<CheckRequestRow> accepted) {
        requests.save(tx, accepted);
        if (!accepted.isEmpty()) {
            requests.forget(tx, REMEMBERED, 2 * accepted.size());
        }
    }

    /**
     * Plans before requests, each in the order of its topic: between topics there is none, and a request that was polled
     * before the revision that it names would be refused.
     */
    private static void fold(Collection<Incoming> batch, PlanWork work, Set<String> seenRequests) {
        for (Incoming in : batch) {
            if (in instanceof Incoming.PlanIn plan) {
                work.written(plan);
            }
        }
        for (Incoming in : batch) {
            if (in instanceof Incoming.RequestIn request && seenRequests.add(request.content().getRequestId())) {
                work.requested(request);
            }
        }
    }

    /** Plans before runs, each in key order: the order of locks that everybody keeps. */
    private Map<String, PlanAggregate> lock(Tx tx, Set<String> names) {
        List<PlanRow> planRows = plans.lock(tx, names);
        Map<String, RunRow> runRows = runs.lock(tx, names).stream()
                .collect(Collectors.toMap(RunRow::plan, Function.identity()));
        return planRows.stream().collect(Collectors.toMap(PlanRow::name, plan -> new PlanAggregate(Optional.of(plan),
                Optional.ofNullable(runRows.get(plan.name())))));
    }
}
