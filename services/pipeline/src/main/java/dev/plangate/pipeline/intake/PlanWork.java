package dev.plangate.pipeline.intake;

import dev.plangate.contract.Topics;
import dev.plangate.db.row.CheckRequestRow;
import dev.plangate.db.row.OutboxRow;
import dev.plangate.db.row.PlanRow;
import dev.plangate.db.row.RunRow;
import dev.plangate.pipeline.consume.DeadLetter;
import dev.plangate.pipeline.intake.domain.Emission;
import dev.plangate.pipeline.intake.domain.Folded;
import dev.plangate.pipeline.intake.domain.Moment;
import dev.plangate.pipeline.intake.domain.PlanAggregate;
import dev.plangate.pipeline.intake.domain.PlanEvent;
import dev.plangate.pipeline.intake.domain.PlanFold;
import dev.plangate.pipeline.targets.TargetDerivation;
import dev.plangate.v1.CheckRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plans of a batch while they are folded, and what is to be published, in the order in which it was decided. */
final class PlanWork {
    private static final Logger LOG = LoggerFactory.getLogger(PlanWork.class);

    private final Moment moment;
    private final Knowledge knowledge;
    private final Map<String, PlanAggregate> before;
    private final Map<String, PlanAggregate> after = new LinkedHashMap<>();
    private final List<CheckRequestRow> accepted = new ArrayList<>();
    private final PastRuns past = new PastRuns();
    private final List<OutboxRow> published;

    /** @param published what was decided before: dead letters of records that never reached a plan */
    PlanWork(Moment moment, Knowledge knowledge, Map<String, PlanAggregate> before, List<OutboxRow> published) {
        this.moment = moment;
        this.knowledge = knowledge;
        this.before = before;
        this.published = new ArrayList<>(published);
    }

    void written(Incoming.PlanIn in) {
        fold(in.name(), in, in.content().<PlanEvent>map(PlanEvent.Written::new).orElseGet(PlanEvent.Deleted::new));
    }

    void requested(Incoming.RequestIn in) {
        CheckRequest request = in.content();
        List<Emission> emissions = fold(request.getPlan(), in, new PlanEvent.Requested(request));
        if (emissions.stream().noneMatch(Emission.Refused.class::isInstance)) {
            accepted.add(new CheckRequestRow(request.getRequestId(), request.getPlan(), request.getRevision(),
                    request.getAction(), request.getRequester(), run(emissions)));
        }
    }

    /** The run that a request was given or joined; 0 when it changed nothing. */
    private static long run(List<Emission> emissions) {
        return emissions.stream().filter(Emission.RunChanged.class::isInstance)
                .mapToLong(e -> ((Emission.RunChanged) e).run().getRun()).max().orElse(0);
    }

    /**
     * @param project whether the project's settings changed; a plan that got a new revision in this batch has been folded
     *                with them already
     */
    void inputsChanged(String name, boolean project) {
        PlanAggregate plan = now(name);
        if (!(project && isRewritten(name, plan))) {
            plan.plan().flatMap(row -> TargetDerivation.notUnderstood(row.plan())).ifPresent(why -> LOG.warn(
                    "{}: is not derived anew, though what it depends on has changed: {}; update this process, then request its checks",
                    name, why));
            keep(name, plan,
                    PlanFold.fold(name, plan, new PlanEvent.InputsChanged(project), knowledge.of(name), moment));
        }
    }

    List<PlanRow> changedPlans() {
        return after.values().stream().flatMap(plan -> plan.plan().stream()).toList();
    }

    List<RunRow> changedRuns() {
        return after.entrySet().stream().filter(e -> !e.getValue().run().equals(was(e.getKey()).run()))
                .flatMap(e -> e.getValue().run().stream()).toList();
    }

    /** Runs that have ended in this batch and are not, or no longer, their plan's current one. */
    List<RunRow> pastRuns() {
        return past.besides(name -> now(name).run());
    }

    List<CheckRequestRow> acceptedRequests() {
        return accepted;
    }

    List<OutboxRow> published() {
        return published;
    }

    private boolean isRewritten(String name, PlanAggregate plan) {
        return !Objects.equals(plan.plan().map(PlanRow::revision), was(name).plan().map(PlanRow::revision));
    }

    private PlanAggregate was(String name) {
        return before.getOrDefault(name, PlanAggregate.UNKNOWN);
    }

    private PlanAggregate now(String name) {
        return after.getOrDefault(name, was(name));
    }

    private List<Emission> fold(String name, Incoming in, PlanEvent event) {
        PlanAggregate plan = now(name);
        Folded folded = PlanFold.fold(name, plan, event, knowledge.of(name), moment);
        keep(name, plan, folded);
        for (Emission emission : folded.emissions()) {
            if (emission instanceof Emission.Refused(String reason)) {
                published.add(DeadLetter.row(in.origin(), "intake", reason));
            }
        }
        return folded.emissions();
    }

    private void keep(String name, PlanAggregate plan, Folded folded) {
        if (!folded.next().equals(plan)) {
            after.put(name, folded.next());
        }
        for (Emission emission : folded.emissions()) {
            switch (emission) {
                case Emission.StateWritten(var state) -> published.add(OutboxRow.of(Topics.PLAN_STATES, name, state));
                case Emission.RunChanged(var run) -> {
                    past.told(run);
                    published.add(OutboxRow.of(Topics.CHECK_RUNS, name, run));
                }
                case Emission.Refused _ -> {
                    // The caller knows the record that is to blame.
                }
            }
        }
    }
}
