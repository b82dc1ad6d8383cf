package dev.plangate.bench.history;

import static dev.plangate.bench.history.BadHistory.bad;
import static dev.plangate.bench.history.Draft.value;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plangate.bench.history.model.Topic;
import dev.plangate.bench.history.rule.Promise;
import java.util.List;

/** Runs that end twice or never, stale results, wrong results. */
final class BadRuns {
    private static final String APPROVED = "projects/strict/plans/approved";
    private static final String EDITED = "projects/strict/plans/edited";
    private static final String RETRIED = "projects/strict/plans/retried";
    private static final String CANCELED = "projects/strict/plans/canceled";
    private static final String DELETED = "projects/strict/plans/deleted";
    private static final String CLOSED = "projects/strict/plans/closed";
    private static final String GROUPED = "projects/lax/plans/grouped";
    private static final String SAMPLED = "projects/lax/plans/sampled";
    private static final String WAITED = GoodHistory.CHANGING + "/plans/waited";

    private BadRuns() {}

    static List<BadHistory> all() {
        return List.of(
                bad("a run ends twice", Promise.A_RUN_ENDS_ONCE,
                        d -> value(d.behind(end(d, APPROVED, 1))).put("status", "CANCELED").put("fence", "3")),
                bad("a run is DONE twice", Promise.A_RUN_ENDS_ONCE, d -> d.behind(end(d, EDITED, 2))),
                bad("a run never ends", Promise.EACH_RUN_ENDS,
                        d -> d.remove(d.find(Topic.CHECK_RUNS, DELETED, "status", "CANCELED"))),
                bad("a run that only its results tell of never ends", Promise.EACH_RUN_ENDS,
                        d -> value(d.again(Topic.CHECK_RESULTS, d.findAll(Topic.CHECK_RESULTS, RETRIED).getLast()))
                                .put("run", "3")),
                bad("a run that only a row tells of never ends", Promise.EACH_RUN_ENDS,
                        d -> d.row("plan", "name", CLOSED).put("last_run", 2)),
                bad("a number is left out: nothing was ever told of a run", Promise.EACH_RUN_IS_SEEN, d -> {
                    for (Topic topic : List.of(Topic.PLAN_STATES, Topic.CHECK_RUNS, Topic.GATE_STATUS)) {
                        value(d.find(topic, CLOSED)).put("run", "2");
                    }
                    d.row("plan", "name", CLOSED).put("last_run", 2);
                    rowOf(d, CLOSED).put("run", 2);
                }),
                bad("a worker that lost its lease adds its results", Promise.ONE_RESULT_SET_PER_RUN,
                        d -> value(d.behind(result(d, RETRIED, 1))).put("fence", "2")),
                bad("results of a DONE run are of another claim", Promise.ONE_RESULT_SET_PER_RUN,
                        d -> d.findAll(Topic.CHECK_RESULTS, APPROVED).forEach(line -> value(line).put("fence", "1"))),
                bad("a canceled run has results from behind its end", Promise.ONE_RESULT_SET_PER_RUN,
                        d -> value(result(d, CANCELED, 1)).put("fence", "9")),
                bad("a run was ended under an older fence than its row has", Promise.THE_NEWEST_CLAIM_ENDS_A_RUN,
                        d -> rowOf(d, EDITED).put("fence", 5)),
                bad("a run was ended by another than its newest claim", Promise.THE_NEWEST_CLAIM_ENDS_A_RUN,
                        d -> d.lines("claims.jsonl").add(Json.object("plan", RETRIED, "worker", "worker-3")
                                .put("run", 1).put("fence", 4))),
                bad("the next run shows that there was a later claim", Promise.THE_NEWEST_CLAIM_ENDS_A_RUN,
                        d -> d.findAll(Topic.CHECK_RUNS, RETRIED, "status", "AVAILABLE", "run", "2")
                                .forEach(line -> value(line).put("fence", "5"))),
                bad("the next run shows it behind a request that was told no", Promise.THE_NEWEST_CLAIM_ENDS_A_RUN,
                        d -> new Story(d, GoodHistory.STRICT, "answered", GoodHistory.DEMANDING).published(2, "a")
                                .state(1, 2, 1, 1).queued(1, 1, 2, 1).done(1, 2, 2, 1, 1, "a")
                                .canceled(2, 2, 1, 0, "SUPERSEDED by revision 2", "").state(2, 2, 1, 3)
                                .queued(3, 4, 2, 1).done(3, 5, 2, 1, 1, "a").status(2, 2, 3, "BLOCKED").end()),
                bad("a target is reported twice under one fence", Promise.A_TARGET_IS_REPORTED_ONCE,
                        d -> d.behind(result(d, RETRIED, 2))),
                bad("a DONE run left a target out", Promise.A_DONE_RUN_CHECKED_ITS_TARGETS,
                        d -> d.remove(d.findAll(Topic.CHECK_RESULTS, APPROVED).getLast())),
                bad("a DONE run left a target out and says so", Promise.A_DONE_RUN_CHECKED_ITS_TARGETS, d -> {
                    d.remove(d.findAll(Topic.CHECK_RESULTS, APPROVED).getLast());
                    totals(d, APPROVED, 1).put("targets", 1).put("derived_targets", 1);
                }),
                bad("a DONE run checked what is no target", Promise.A_DONE_RUN_CHECKED_ITS_TARGETS,
                        d -> value(result(d, RETRIED, 2)).put("target", Story.database("other"))),
                bad("a DONE run checked one database more", Promise.A_DONE_RUN_CHECKED_ITS_TARGETS, d -> {
                    value(d.behind(result(d, RETRIED, 2))).put("target", Story.database("other"));
                    totals(d, RETRIED, 2).put("targets", 2);
                }),
                bad("a DONE run mixed members of two versions of its group", Promise.A_DONE_RUN_CHECKED_ITS_TARGETS,
                        d -> value(d.findAll(Topic.CHECK_RESULTS, GROUPED, "run", "1").getLast()).put("target",
                                Story.database("c"))),
                bad("a DONE run took members of a version that was outdated when it came",
                        Promise.A_DONE_RUN_CHECKED_ITS_TARGETS, d -> {
                            d.remove(d.findAll(Topic.CHECK_RESULTS, GROUPED, "run", "1").getLast());
                            value(d.findAll(Topic.CHECK_RESULTS, GROUPED, "run", "1").getLast()).put("target",
                                    Story.database("z"));
                            totals(d, GROUPED, 1).put("targets", 1).put("derived_targets", 1);
                        }),
                bad("a group without members counts as nothing to check", Promise.A_DONE_RUN_CHECKED_ITS_TARGETS, d -> {
                    d.findAll(Topic.CHECK_RESULTS, GROUPED, "run", "1").forEach(d::remove);
                    totals(d, GROUPED, 1).remove(List.of("targets", "derived_targets"));
                    value(d.lines(Topic.DATABASE_GROUPS).getFirst()).remove("databases");
                }),
                bad("a sample is smaller than its size", Promise.A_DONE_RUN_CHECKED_ITS_TARGETS, d -> {
                    d.remove(d.findAll(Topic.CHECK_RESULTS, SAMPLED).getLast());
                    totals(d, SAMPLED, 1).put("targets", 1);
                }),
                bad("a run that waited took fewer than any settings ask for", Promise.A_DONE_RUN_CHECKED_ITS_TARGETS,
                        d -> {
                            d.remove(d.findAll(Topic.CHECK_RESULTS, WAITED).getLast());
                            totals(d, WAITED, 1).put("targets", 1);
                        }),
                bad("a sample counts as all", Promise.A_DONE_RUN_CHECKED_ITS_TARGETS,
                        d -> totals(d, SAMPLED, 1).put("derived_targets", 2)),
                bad("a sample where none was asked for", Promise.A_DONE_RUN_CHECKED_ITS_TARGETS, d -> {
                    d.remove(d.findAll(Topic.CHECK_RESULTS, EDITED).getLast());
                    totals(d, EDITED, 2).put("targets", 1);
                }),
                bad("a DONE run of a revision that nobody published", Promise.A_DONE_RUN_CHECKED_ITS_TARGETS, d -> {
                    value(d.add(Topic.CHECK_RUNS, CLOSED, Json.object("plan", CLOSED, "run", 2L, "fence", 2L,
                            "revision", 7L, "status", "DONE"))).set("totals", Json.object());
                    d.row("plan", "name", CLOSED).put("last_run", 2);
                }),
                bad("a result is of another revision than its run", Promise.A_DONE_RUN_CHECKED_ITS_TARGETS,
                        d -> value(result(d, RETRIED, 1)).put("revision", "2")),
                bad("a run tells of no error where there is one", Promise.TOTALS_ARE_TRUE,
                        d -> totals(d, EDITED, 2).remove("errors")),
                bad("a DONE run has no totals", Promise.TOTALS_ARE_TRUE,
                        d -> value(end(d, EDITED, 2)).remove("totals")));
    }

    static ObjectNode end(Draft draft, String plan, int run) {
        return draft.findAll(Topic.CHECK_RUNS, plan, "run", Integer.toString(run), "status", "DONE").getLast();
    }

    static ObjectNode totals(Draft draft, String plan, int run) {
        return (ObjectNode) value(end(draft, plan, run)).get("totals");
    }

    static ObjectNode rowOf(Draft draft, String plan) {
        return draft.row("plan_check_run", "plan_id", draft.row("plan", "name", plan).get("id").asText());
    }

    private static ObjectNode result(Draft draft, String plan, int run) {
        return draft.findAll(Topic.CHECK_RESULTS, plan, "run", Integer.toString(run)).getFirst();
    }
}
