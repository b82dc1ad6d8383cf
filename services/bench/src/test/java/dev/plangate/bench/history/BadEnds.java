package dev.plangate.bench.history;

import static dev.plangate.bench.history.BadHistory.bad;
import static dev.plangate.bench.history.Draft.value;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plangate.bench.history.model.Topic;
import dev.plangate.bench.history.rule.Promise;
import java.util.List;

/** What is stale or stuck when everything is quiet. */
final class BadEnds {
    private static final String APPROVED = "projects/strict/plans/approved";
    private static final String EDITED = "projects/strict/plans/edited";
    private static final String RETRIED = "projects/strict/plans/retried";
    private static final String GROUPED = "projects/lax/plans/grouped";

    private BadEnds() {}

    static List<BadHistory> all() {
        return List.of(
                bad("the newest plan state is of an older revision", Promise.THE_NEWEST_REVISION_IS_ACCEPTED,
                        d -> {
                            d.remove(d.find(Topic.PLAN_STATES, EDITED, "version", "2"));
                            d.remove(d.find(Topic.GATE_STATUS, EDITED, "plan_state_version", "2"));
                        }),
                bad("a deletion was not accepted", Promise.THE_NEWEST_REVISION_IS_ACCEPTED,
                        d -> d.send("plan", Topic.PLANS, RETRIED, null)),
                bad("a plan has runs but never had a plan state", Promise.THE_NEWEST_REVISION_IS_ACCEPTED, d -> {
                    d.remove(d.find(Topic.PLAN_STATES, "projects/strict/plans/closed"));
                    d.remove(d.find(Topic.GATE_STATUS, "projects/strict/plans/closed"));
                }),
                bad("a plan keeps old settings of its project", Promise.THE_NEWEST_SETTINGS_ARE_IN_FORCE,
                        d -> d.send("project", Topic.PROJECTS, GoodHistory.STRICT, GoodHistory.project(
                                GoodHistory.STRICT, 2, GoodHistory.SAMPLING, false))),
                bad("a plan does not know that its project is archived", Promise.THE_NEWEST_SETTINGS_ARE_IN_FORCE,
                        d -> d.send("project", Topic.PROJECTS, GoodHistory.STRICT, null)),
                bad("a plan has settings that differ in the review policy alone",
                        Promise.THE_NEWEST_SETTINGS_ARE_IN_FORCE,
                        d -> ((ObjectNode) value(d.findAll(Topic.PLAN_STATES, EDITED).getLast()).get("settings"))
                                .remove("review_policy")),
                bad("new members of a group were not checked", Promise.THE_NEWEST_MEMBERS_ARE_CHECKED,
                        d -> d.send("group", Topic.DATABASE_GROUPS, GoodHistory.GROUP,
                                GoodHistory.group(3, "b", "c", "d"))),
                bad("a group is gone, and what it was still counts", Promise.THE_NEWEST_MEMBERS_ARE_CHECKED,
                        d -> d.send("group", Topic.DATABASE_GROUPS, GoodHistory.GROUP, null)),
                bad("a group that was empty has members, and nobody looked again",
                        Promise.THE_NEWEST_MEMBERS_ARE_CHECKED, d -> {
                            d.findAll(Topic.CHECK_RESULTS, GROUPED, "run", "2").forEach(d::remove);
                            value(BadRuns.end(d, GROUPED, 2)).put("status", "FAILED").put("error", "NO_TARGETS: spec s")
                                    .remove("totals");
                            BadRuns.rowOf(d, GROUPED).put("status", "FAILED");
                        }),
                bad("the run that counts checked another digest than the plan has",
                        Promise.THE_NEWEST_MEMBERS_ARE_CHECKED,
                        d -> value(d.find(Topic.PLAN_STATES, GROUPED, "version", "2")).put("check_digest", "another")),
                bad("a plan waits for a sheet that has arrived", Promise.NOTHING_WAITS_FOR_WHAT_IS_THERE,
                        d -> d.send("sheet", Topic.SHEETS, GoodHistory.MISSING_SHEET, Json.object())),
                bad("the gate did not judge the newest plan state", Promise.THE_NEWEST_STATE_IS_JUDGED,
                        d -> d.remove(d.find(Topic.GATE_STATUS, GROUPED, "plan_state_version", "2"))),
                bad("the gate did not see the newest run", Promise.THE_NEWEST_STATE_IS_JUDGED,
                        d -> value(d.find(Topic.GATE_STATUS, GROUPED, "plan_state_version", "2")).remove("run")),
                bad("the gate tells nothing of a plan", Promise.THE_NEWEST_STATE_IS_JUDGED,
                        d -> d.findAll(Topic.GATE_STATUS, GROUPED).forEach(d::remove)),
                bad("the gate does not know of the rollout", Promise.THE_NEWEST_STATE_IS_JUDGED,
                        d -> d.remove(d.find(Topic.GATE_STATUS, APPROVED, "phase", "ROLLED_OUT"))),
                bad("rows are left in the outbox", Promise.THE_OUTBOX_DRAINS,
                        d -> d.rows("outbox").add(Json.object("id", 1, "topic", "plangate.check-runs"))),
                bad("a consumer did not come to the end", Promise.EVERYTHING_IS_CONSUMED,
                        d -> d.offsets().getFirst().put("next_offset", 10)),
                bad("a partition has no consumer", Promise.EVERYTHING_IS_CONSUMED,
                        d -> d.offsets().removeFirst()),
                bad("the history was cut off", Promise.THE_HISTORY_IS_DRAINED, d -> d.meta.put("drained", false)));
    }
}
