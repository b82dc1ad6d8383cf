package dev.plangate.pipeline.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plangate.v1.ApprovalRequirement;
import dev.plangate.v1.CheckResult;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.GateStatus;
import dev.plangate.v1.Plan;
import dev.plangate.v1.PlanState;
import java.util.List;
import java.util.Optional;

/**
 * What the topics say about one plan.
 *
 * @param plan as its author published it last; empty when unknown or deleted
 * @param state as intake accepted it last
 * @param requirement who has to approve, as the gate said last; empty where nobody is asked, or not yet
 * @param run the newest one, at its newest state
 * @param results of that run, in order; of the claim that ended it
 */
record PlanView(String name, Optional<Plan> plan, Optional<PlanState> state, Optional<GateStatus> gate,
        Optional<ApprovalRequirement> requirement, Optional<CheckRun> run, List<CheckResult> results) {

    PlanView {
        results = List.copyOf(results);
    }

    /** Whether any topic has heard of it. */
    boolean known() {
        return plan.isPresent() || state.isPresent() || gate.isPresent();
    }

    /** The newest revision that its author published; 0 = unknown. */
    long publishedRevision() {
        return Math.max(plan.map(Plan::getRevision).orElse(0L), state.map(PlanState::getRevision).orElse(0L));
    }

    /** For scripts: each message as protojson. */
    ObjectNode json() {
        ObjectNode object = Json.object().put("name", name);
        plan.ifPresent(message -> object.set("plan", Json.of(message)));
        state.ifPresent(message -> object.set("planState", Json.of(message)));
        gate.ifPresent(message -> object.set("gateStatus", Json.of(message)));
        requirement.ifPresent(message -> object.set("approvalRequirement", Json.of(message)));
        run.ifPresent(message -> object.set("checkRun", Json.of(message)));
        ArrayNode list = object.putArray("checkResults");
        results.forEach(result -> list.add(Json.of(result)));
        return object;
    }
}
