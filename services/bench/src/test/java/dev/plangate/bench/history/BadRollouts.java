package dev.plangate.bench.history;

import static dev.plangate.bench.history.BadHistory.bad;
import static dev.plangate.bench.history.Draft.value;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plangate.bench.history.model.Topic;
import dev.plangate.bench.history.rule.Promise;
import java.util.List;

import java.util.Set;

/** Rollouts that nobody allowed, that are not there though everybody did, and those that tables tell differently. */
final class BadRollouts {
    private static final String APPROVED = "projects/strict/plans/approved";
    private static final String OVERRIDDEN = "projects/strict/plans/overridden";
    private static final String REJECTED = "projects/moved/plans/rejected";

    private BadRollouts() {}

    static List<BadHistory> all() {
        return List.of(
                bad("the issue never was open", Promise.NO_FORBIDDEN_COMMAND,
                        d -> value(d.find(Topic.APPROVALS, APPROVED, "version", "2")).put("issue_state", "DONE")),
                bad("there is no issue", Promise.NO_FORBIDDEN_COMMAND,
                        d -> value(d.find(Topic.APPROVALS, APPROVED, "version", "2")).remove("issue")),
                bad("the revision never was approved", Promise.NO_FORBIDDEN_COMMAND,
                        d -> value(d.find(Topic.APPROVALS, APPROVED, "version", "2")).put("status", "PENDING")),
                bad("another revision was approved", Promise.NO_FORBIDDEN_COMMAND,
                        d -> value(d.find(Topic.APPROVALS, APPROVED, "version", "2")).put("plan_revision", "2")),
                bad("the approval was outdated when it came", Promise.NO_FORBIDDEN_COMMAND,
                        d -> value(d.find(Topic.APPROVALS, APPROVED, "version", "1")).put("version", "3")),
                bad("the checks found an error", Promise.NO_FORBIDDEN_COMMAND, d -> {
                    BadRuns.totals(d, APPROVED, 1).put("errors", 1);
                    value(d.findAll(Topic.CHECK_RESULTS, APPROVED).getFirst()).withArray("outcomes")
                            .add(Json.object("status", "ERROR"));
                }),
                new BadHistory("the checks found an error that their totals do not tell of",
                        Set.of(Promise.NO_FORBIDDEN_COMMAND, Promise.TOTALS_ARE_TRUE),
                        d -> value(d.findAll(Topic.CHECK_RESULTS, APPROVED).getFirst()).withArray("outcomes")
                                .add(Json.object("status", "ERROR"))),
                new BadHistory("totals tell of an error",
                        Set.of(Promise.NO_FORBIDDEN_COMMAND, Promise.TOTALS_ARE_TRUE),
                        d -> BadRuns.totals(d, APPROVED, 1).put("errors", 1)),
                bad("the checks failed", Promise.NO_FORBIDDEN_COMMAND, d -> {
                    value(BadRuns.end(d, APPROVED, 1)).put("status", "FAILED");
                    BadRuns.rowOf(d, APPROVED).put("status", "FAILED");
                }),
                bad("the checks were of another digest", Promise.NO_FORBIDDEN_COMMAND,
                        d -> value(BadRuns.end(d, APPROVED, 1)).put("check_digest", "another")),
                bad("nobody knows the plan state that was judged", Promise.NO_FORBIDDEN_COMMAND,
                        d -> d.remove(judged(d))),
                bad("the plan was closed", Promise.NO_FORBIDDEN_COMMAND,
                        d -> value(judged(d)).put("liveness", "CLOSED")),
                bad("the project was archived", Promise.NO_FORBIDDEN_COMMAND,
                        d -> value(judged(d)).put("project_archived", true)),
                bad("the project was not known", Promise.NO_FORBIDDEN_COMMAND,
                        d -> value(judged(d)).remove("settings")),
                bad("the project never had these settings", Promise.NO_FORBIDDEN_COMMAND,
                        d -> value(judged(d)).set("settings", Json.object("ci_sampling_size", 9))),
                bad("the plan state has another revision", Promise.NO_FORBIDDEN_COMMAND,
                        d -> value(judged(d)).remove("revision")),
                bad("the plan state has another digest", Promise.NO_FORBIDDEN_COMMAND,
                        d -> value(judged(d)).put("check_digest", "another")),
                bad("the plan state names another run", Promise.NO_FORBIDDEN_COMMAND,
                        d -> value(judged(d)).remove("run")),
                bad("nobody asked for the override", Promise.NO_FORBIDDEN_COMMAND,
                        d -> ((ObjectNode) value(d.find(Topic.ROLLOUT_REQUESTS, OVERRIDDEN)).get("override"))
                                .put("reason", "it is Friday")),
                bad("the request was not for an override", Promise.NO_FORBIDDEN_COMMAND,
                        d -> value(d.find(Topic.ROLLOUT_REQUESTS, OVERRIDDEN)).remove("override")),
                bad("a command names a request that nobody sent", Promise.NO_FORBIDDEN_COMMAND,
                        d -> value(d.find(Topic.ROLLOUT_COMMANDS, APPROVED)).put("request_id", Story.requestId(77))),
                new BadHistory("a rollout is of another state than its command, one that nobody allowed",
                        Set.of(Promise.A_ROLLOUT_ANSWERS_A_COMMAND, Promise.NO_FORBIDDEN_ROLLOUT), d -> {
                            ((ObjectNode) value(d.find(Topic.ROLLOUTS, APPROVED)).get("created")).put("revision", "2");
                            d.row("rollout", "plan", APPROVED).put("revision", "2");
                        }),
                bad("a rollout answers a command that nobody sent", Promise.A_ROLLOUT_ANSWERS_A_COMMAND, d -> {
                    ((ObjectNode) value(d.find(Topic.ROLLOUTS, APPROVED)).get("created")).put("command_id", "another");
                    d.row("rollout", "plan", APPROVED).put("command_id", "another");
                }),
                bad("a rejection answers a command that nobody sent", Promise.A_ROLLOUT_ANSWERS_A_COMMAND,
                        d -> d.add(Topic.ROLLOUTS, "projects/strict/plans/edited",
                                rejection("projects/strict/plans/edited", "x"))),
                bad("a rejection takes the rollout back", Promise.A_ROLLOUT_STAYS,
                        d -> d.add(Topic.ROLLOUTS, APPROVED, rejection(APPROVED,
                                value(d.find(Topic.ROLLOUT_COMMANDS, APPROVED)).get("id").asText()))),

                bad("all conditions hold, and no command was sent", Promise.AN_OPEN_GATE_LETS_THROUGH, d -> {
                    withoutRollout(d, APPROVED);
                    d.remove(d.find(Topic.ROLLOUT_COMMANDS, APPROVED));
                }),
                bad("all conditions hold, the command was rejected, and no other follows",
                        Promise.AN_OPEN_GATE_LETS_THROUGH, d -> {
                            withoutRollout(d, APPROVED);
                            d.add(Topic.ROLLOUTS, APPROVED, rejection(APPROVED,
                                    value(d.find(Topic.ROLLOUT_COMMANDS, APPROVED)).get("id").asText()));
                        }),
                bad("a command is not answered", Promise.EACH_COMMAND_IS_ANSWERED, d -> withoutRollout(d, APPROVED)),
                bad("a command is not answered, and the next one made the rollout", Promise.EACH_COMMAND_IS_ANSWERED,
                        d -> d.remove(d.findAll(Topic.ROLLOUTS, REJECTED).getFirst())),

                bad("a rollout is not in its table", Promise.TABLES_AGREE_WITH_TOPICS,
                        d -> d.rows("rollout").remove(d.row("rollout", "plan", APPROVED))),
                bad("a row of a rollout says something else", Promise.TABLES_AGREE_WITH_TOPICS,
                        d -> d.row("rollout", "plan", APPROVED).put("run", "7")),
                bad("a rollout that only a table knows", Promise.TABLES_AGREE_WITH_TOPICS,
                        d -> d.rows("rollout").add(Json.object("plan", "projects/strict/plans/edited", "name", "n"))),
                bad("a rollout is not marked on its plan", Promise.TABLES_AGREE_WITH_TOPICS,
                        d -> d.row("plan", "name", APPROVED).put("rollout", "")),
                bad("a row says that a run is still running", Promise.TABLES_AGREE_WITH_TOPICS,
                        d -> BadRuns.rowOf(d, APPROVED).put("status", "RUNNING")),
                bad("a plan with runs has no row", Promise.TABLES_AGREE_WITH_TOPICS,
                        d -> d.rows("plan_check_run").remove(BadRuns.rowOf(d, APPROVED))));
    }

    /** The plan state that the first command was judged by; not the newest. */
    private static ObjectNode judged(Draft draft) {
        return draft.find(Topic.PLAN_STATES, REJECTED, "version", "1");
    }

    private static ObjectNode rejection(String plan, String commandId) {
        return Json.object("plan", plan, "rejected", Json.object("command_id", commandId, "plan_state_version", 1L,
                "run", 1L, "code", "STALE_PLAN"));
    }

    private static void withoutRollout(Draft draft, String plan) {
        draft.remove(draft.find(Topic.ROLLOUTS, plan));
        draft.remove(draft.find(Topic.GATE_STATUS, plan, "phase", "ROLLED_OUT"));
        draft.rows("rollout").remove(draft.row("rollout", "plan", plan));
        draft.row("plan", "name", plan).remove("rollout");
    }
}
