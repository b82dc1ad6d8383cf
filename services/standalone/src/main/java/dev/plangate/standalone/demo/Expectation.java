package dev.plangate.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a plan is to stand.
 *
 * @param plan projects/{project}/plans/{plan}
 * @param because what the plan shows, one sentence
 * @param phase of its gate: ROLLED_OUT, BLOCKED
 * @param revision that the gate judged, or that rolled out
 * @param conditions of the gate to their states, "CHECKS_PASSED" to "FAILS"; a gate with a rollout consults none any more
 * @param targets number of databases that were checked
 * @param asked who is to approve it; empty = the project asks for no approval, or it is not looked at
 */
record Expectation(String plan, String because, String phase, long revision, Map<String, String> conditions,
        int targets, Optional<Asked> asked) {

    /**
     * Who is to approve a plan.
     *
     * @param rule that matched; empty = the strictest flow, for want of one
     * @param roles in the order of their steps; none = nobody has to approve
     */
    record Asked(String risk, String rule, List<String> roles) {}

    Expectation(String plan, String because, String phase, long revision, Map<String, String> conditions,
            int targets) {
        this(plan, because, phase, revision, conditions, targets, Optional.empty());
    }

    /** The same, and who is to approve it. */
    Expectation asking(String risk, String rule, String... roles) {
        return new Expectation(plan, because, phase, revision, conditions, targets,
                Optional.of(new Asked(risk, rule, List.of(roles))));
    }

    /**
     * What is otherwise than expected; empty = as expected.
     *
     * @param view what {@code plangate explain --json} prints
     */
    List<String> deviations(JsonNode view) {
        var deviations = new ArrayList<String>();
        var gate = view.path("gateStatus");
        compare("the gate's phase", phase, gate.path("phase").asText("unknown"), deviations);
        compare("the revision", revision, gate.path("revision").asLong(), deviations);
        conditions.forEach(
                (condition, state) -> compare("the condition " + condition, state, state(gate, condition), deviations));
        compare("the number of targets", targets, view.path("checkResults").size(), deviations);
        if (phase.equals("ROLLED_OUT") && gate.path("rollout").asText().isEmpty()) {
            deviations.add("there is no rollout");
        }
        asked.ifPresent(wanted -> approval(wanted, view.path("approvalRequirement"), deviations));
        return deviations;
    }

    private void approval(Asked wanted, JsonNode found, List<String> deviations) {
        compare("the risk", wanted.risk(), found.path("risk").asText("unknown"), deviations);
        compare("the rule", wanted.rule(), found.path("rule").asText(), deviations);
        var roles = new ArrayList<String>();
        found.path("steps").forEach(step -> step.path("roles").forEach(role -> roles.add(role.asText())));
        compare("who has to approve", wanted.roles(), roles, deviations);
        compare("whether nobody has to", wanted.roles().isEmpty(), found.path("noApprovalNeeded").asBoolean(),
                deviations);
        compare("the revision to be approved", revision, found.path("revision").asLong(), deviations);
    }

    private static String state(JsonNode gate, String type) {
        for (var condition : gate.path("conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return condition.path("state").asText();
            }
        }
        return "missing";
    }

    private static void compare(String what, Object wanted, Object found, List<String> deviations) {
        if (!wanted.equals(found)) {
            deviations.add("%s is %s, expected %s".formatted(what, found, wanted));
        }
    }
}
