package dev.plangate.bench.history;

import static dev.plangate.bench.history.BadHistory.bad;
import static dev.plangate.bench.history.Draft.value;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plangate.bench.history.model.Topic;
import dev.plangate.bench.history.rule.Promise;
import java.util.List;

/** Records that come twice, or in another order than promised, or not in their form. */
final class BadOrder {
    private static final String APPROVED = "projects/strict/plans/approved";
    private static final String EDITED = "projects/strict/plans/edited";
    private static final String RETRIED = "projects/strict/plans/retried";
    private static final String GROUPED = "projects/lax/plans/grouped";
    private static final String REJECTED = "projects/moved/plans/rejected";

    private BadOrder() {}

    static List<BadHistory> all() {
        return List.of(
                bad("a result comes twice with one event id", Promise.EACH_EVENT_COMES_ONCE,
                        d -> repeat(d, d.findAll(Topic.CHECK_RESULTS, APPROVED).getLast())),
                bad("a terminal event comes twice with one event id", Promise.EACH_EVENT_COMES_ONCE,
                        d -> repeat(d, BadRuns.end(d, APPROVED, 1))),
                bad("a command comes twice with one event id", Promise.EACH_EVENT_COMES_ONCE,
                        d -> repeat(d, d.find(Topic.ROLLOUT_COMMANDS, APPROVED))),
                bad("a creation comes twice with one event id", Promise.EACH_EVENT_COMES_ONCE,
                        d -> repeat(d, d.find(Topic.ROLLOUTS, APPROVED))),
                bad("a command comes twice", Promise.A_DECISION_IS_COMMANDED_ONCE,
                        d -> d.behind(d.find(Topic.ROLLOUT_COMMANDS, APPROVED))),
                bad("two commands with different ids for one decision", Promise.A_DECISION_IS_COMMANDED_ONCE,
                        d -> value(d.behind(d.find(Topic.ROLLOUT_COMMANDS, APPROVED))).put("id", "another")),
                bad("a command is rejected twice", Promise.A_COMMAND_IS_ANSWERED_ONCE,
                        d -> d.behind(d.findAll(Topic.ROLLOUTS, REJECTED).getFirst())),
                bad("a record has two dead letters", Promise.A_RECORD_IS_REFUSED_ONCE,
                        d -> d.behind(d.lines(Topic.DEAD_LETTERS).getFirst())),
                bad("an approval has two dead letters of one reader", Promise.A_RECORD_IS_REFUSED_ONCE,
                        d -> d.behind(d.lines(Topic.DEAD_LETTERS).getLast())),
                bad("a request gets two runs", Promise.A_REQUEST_IS_SERVED_ONCE,
                        d -> value(BadRuns.end(d, EDITED, 2)).put("request_id", Story.requestId(1))),
                bad("a rollout is created twice", Promise.ONE_ROLLOUT_PER_PLAN,
                        d -> d.behind(d.find(Topic.ROLLOUTS, APPROVED))),

                bad("a key is in two partitions", Promise.ONE_PARTITION_PER_KEY, d -> {
                    ObjectNode last = d.findAll(Topic.GATE_STATUS, APPROVED).getLast();
                    last.put("partition", Draft.PARTITIONS);
                }),
                bad("a version of a plan state comes twice", Promise.PLAN_STATES_GROW,
                        d -> d.behind(d.find(Topic.PLAN_STATES, GROUPED, "version", "1"))),
                bad("the revision of a plan state goes back", Promise.PLAN_STATES_GROW,
                        d -> value(d.find(Topic.PLAN_STATES, GROUPED, "version", "1")).put("revision", "2")),
                bad("the run of a plan state goes back", Promise.PLAN_STATES_GROW, d -> {
                    ObjectNode second = d.find(Topic.PLAN_STATES, "projects/strict/plans/canceled", "version", "2");
                    value(d.behind(second)).put("version", "3").put("run", "2");
                    value(d.again(Topic.PLAN_STATES, second)).put("version", "4");
                    value(d.again(Topic.GATE_STATUS, d.find(Topic.GATE_STATUS, "projects/strict/plans/canceled")))
                            .put("plan_state_version", "4");
                }),
                bad("a run is queued behind its end", Promise.RUNS_GROW,
                        d -> value(d.behind(BadRuns.end(d, APPROVED, 1))).put("status", "AVAILABLE")),
                bad("a run appears behind a later one", Promise.RUNS_GROW, d -> {
                    List<ObjectNode> runs = d.findAll(Topic.CHECK_RUNS, EDITED);
                    Draft.swap(runs.get(1), runs.get(2));
                    Draft.swap(runs.get(0), runs.get(1));
                }),
                bad("the fence of a run goes back", Promise.RUNS_GROW,
                        d -> value(d.findAll(Topic.CHECK_RUNS, APPROVED).getFirst()).put("fence", "9")),
                bad("results of a run come behind those of a later one", Promise.RESULTS_GROW, d -> Draft.swap(
                        d.findAll(Topic.CHECK_RESULTS, RETRIED).getFirst(),
                        d.findAll(Topic.CHECK_RESULTS, RETRIED).getLast())),
                bad("a gate status goes back to an older plan state", Promise.GATE_STATUS_GROWS, d -> {
                    List<ObjectNode> statuses = d.findAll(Topic.GATE_STATUS, GROUPED);
                    value(d.again(Topic.GATE_STATUS, statuses.getFirst()));
                    d.again(Topic.GATE_STATUS, statuses.getLast());
                }),
                bad("a gate status goes back to an older run", Promise.GATE_STATUS_GROWS, d -> {
                    ObjectNode last = d.findAll(Topic.GATE_STATUS, GROUPED).getLast();
                    value(d.again(Topic.GATE_STATUS, last)).put("run", "1");
                    d.again(Topic.GATE_STATUS, last);
                }),
                bad("a gate status forgets the rollout for a moment", Promise.GATE_STATUS_GROWS, d -> {
                    List<ObjectNode> statuses = d.findAll(Topic.GATE_STATUS, APPROVED);
                    d.again(Topic.GATE_STATUS, statuses.getFirst());
                    d.again(Topic.GATE_STATUS, statuses.getLast());
                }),
                bad("a command comes behind a newer one", Promise.COMMANDS_GROW, d -> Draft.swap(
                        d.findAll(Topic.ROLLOUT_COMMANDS, REJECTED).getFirst(),
                        d.findAll(Topic.ROLLOUT_COMMANDS, REJECTED).getLast())),

                bad("a record has no event id", Promise.RECORDS_ARE_WELL_FORMED,
                        d -> d.find(Topic.ROLLOUTS, APPROVED).remove("event_id")),
                bad("an event id is no UUID", Promise.RECORDS_ARE_WELL_FORMED,
                        d -> d.find(Topic.ROLLOUTS, APPROVED).put("event_id", "7")),
                bad("a record is about another plan than its key", Promise.RECORDS_ARE_WELL_FORMED,
                        d -> value(d.again(Topic.GATE_STATUS, d.findAll(Topic.GATE_STATUS, APPROVED).getLast()))
                                .put("plan", EDITED)),
                bad("a record cannot be decoded", Promise.RECORDS_ARE_WELL_FORMED,
                        d -> d.add(Topic.CHECK_RUNS, APPROVED, null).put("undecodable", "no magic byte")),
                bad("a state is removed", Promise.RECORDS_ARE_WELL_FORMED,
                        d -> d.add(Topic.PLAN_STATES, APPROVED, null)),
                bad("a rollout state tells nothing", Promise.RECORDS_ARE_WELL_FORMED,
                        d -> d.add(Topic.ROLLOUTS, EDITED, Json.object("plan", EDITED))));
    }

    private static void repeat(Draft draft, ObjectNode line) {
        draft.behind(line).put("event_id", line.get("event_id").asText());
    }
}
