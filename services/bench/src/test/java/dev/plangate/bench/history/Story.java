package dev.plangate.bench.history;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plangate.bench.history.model.Place;
import dev.plangate.bench.history.model.Topic;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What happens to one plan, told record by record. */
final class Story {
    static final String SHEET = "5".repeat(64);

    private final Draft draft;
    private final String project;
    final String plan;
    private ObjectNode settings;
    private String rollout = "";
    private String command = "";
    private ObjectNode decision = Json.object();

    Story(Draft draft, String project, String id, ObjectNode settings) {
        this.draft = draft;
        this.project = project;
        this.plan = project + "/plans/" + id;
        this.settings = settings;
    }

    static String database(String name) {
        return "instances/i/databases/" + name;
    }

    static String digest(long number) {
        return number == 0 ? "" : "digest-" + number;
    }

    static String requestId(int number) {
        return "00000000-0000-0000-0000-0000000000%02d".formatted(number);
    }

    static ObjectNode plan(String plan, long revision, String state, String... targets) {
        var specs = targets.length == 0
                ? List.of(Json.object("id", "s", "create_database",
                        Json.object("target", "instances/i", "database", "n")))
                : List.of(Json.object("id", "s", "change_database", Json.object("targets", Arrays.stream(targets)
                        .map(t -> t.startsWith("projects/") ? t : database(t)).toList(), "sheet_sha256", SHEET)));
        return Json.object("name", plan, "revision", revision, "state", state, "specs", List.copyOf(specs));
    }

    /** Settings from now on. */
    Story with(ObjectNode newSettings) {
        settings = newSettings;
        return this;
    }

    Story published(long revision, String... targets) {
        draft.send("plan", Topic.PLANS, plan, plan(plan, revision, "ACTIVE", targets));
        return this;
    }

    Story closed(long revision, String... targets) {
        draft.send("plan", Topic.PLANS, plan, plan(plan, revision, "CLOSED", targets));
        return this;
    }

    Story deleted() {
        draft.send("plan", Topic.PLANS, plan, null);
        return this;
    }

    /** The newest record of plans is refused. */
    Story refused(String why) {
        List<ObjectNode> all = draft.findAll(Topic.PLANS, plan);
        return refused(Draft.place(Topic.PLANS, all.getLast()), why);
    }

    Story refused(Place about, String why) {
        draft.letter(plan, about, "intake", why);
        return this;
    }

    Story state(long version, long revision, long digest, long run) {
        return state(version, revision, digest(digest), run, "LIVE");
    }

    Story state(long version, long revision, String digest, long run, String liveness, String... waitingFor) {
        ObjectNode value = Json.object("plan", plan, "version", version, "revision", revision, "check_digest", digest,
                "liveness", liveness, "run", run, "waiting_for", List.of(waitingFor));
        value.set("settings", settings.deepCopy());
        draft.add(Topic.PLAN_STATES, plan, value);
        return this;
    }

    Story queued(long run, long fence, long revision, long digest) {
        return queued(run, fence, revision, digest, "");
    }

    Story queued(long run, long fence, long revision, long digest, String requestId) {
        return run(run, fence, revision, digest, "AVAILABLE", "", requestId);
    }

    Story canceled(long run, long fence, long revision, long digest, String why, String requestId) {
        return run(run, fence, revision, digest, "CANCELED", why, requestId);
    }

    Story failed(long run, long fence, long revision, long digest, String why) {
        return run(run, fence, revision, digest, "FAILED", why, "");
    }

    private Story run(long run, long fence, long revision, long digest, String status, String error,
            String requestId) {
        draft.add(Topic.CHECK_RUNS, plan, Json.object("plan", plan, "run", run, "fence", fence, "revision", revision,
                "check_digest", digest(digest), "status", status, "error", error, "request_id",
                requestId));
        return this;
    }

    Story result(long run, long fence, long revision, String database, int errors) {
        List<ObjectNode> outcomes = IntStream.rangeClosed(0, errors).mapToObj(i -> Json.object("status",
                i == 0 ? "SUCCESS" : "ERROR", "target", database(database), "type", "STATEMENT_ADVISE")).toList();
        draft.add(Topic.CHECK_RESULTS, plan, Json.object("plan", plan, "run", run, "fence", fence, "revision", revision,
                "target", database(database), "outcomes", outcomes));
        return this;
    }

    /** All results, then the end. */
    Story done(long run, long fence, long revision, long digest, int errors, String... databases) {
        return sampled(run, fence, revision, digest, databases.length, errors, databases);
    }

    Story sampled(long run, long fence, long revision, long digest, int derived, int errors, String... databases) {
        for (int i = 0; i < databases.length; i++) {
            result(run, fence, revision, databases[i], i == 0 ? errors : 0);
        }
        draft.add(Topic.CHECK_RUNS, plan, Json.object("plan", plan, "run", run, "fence", fence, "revision", revision,
                "check_digest", digest(digest), "status", "DONE", "totals",
                Json.object("targets", databases.length, "derived_targets", derived, "errors", errors)));
        return this;
    }

    Story asks(String action, long revision, String requestId) {
        draft.send("request", Topic.CHECK_REQUESTS, plan, Json.object("request_id", requestId, "plan", plan, "revision",
                revision, "action", action));
        return this;
    }

    Story asksForRollout(long revision, String requestId, String overrideReason) {
        ObjectNode value = Json.object("request_id", requestId, "plan", plan, "revision", revision, "requester",
                "rita");
        if (!overrideReason.isEmpty()) {
            value.set("override", Json.object("reason", overrideReason));
        }
        draft.send("rollout-request", Topic.ROLLOUT_REQUESTS, plan, value);
        return this;
    }

    Story issue(long version, String state, String status, long revision) {
        draft.send("approval", Topic.APPROVALS, plan, Json.object("plan", plan, "version", version, "issue",
                project + "/issues/1", "issue_state", state, "status", status, "plan_revision", revision));
        return this;
    }

    Story status(long version, long revision, long run, String phase) {
        return status(version, revision, run, phase, "");
    }

    Story status(long version, long revision, long run, String phase, String requestId) {
        ObjectNode value = Json.object("plan", plan, "plan_state_version", version, "revision", revision, "run", run,
                "phase", phase, "rollout", phase.equals("ROLLED_OUT") ? rollout : "");
        if (!requestId.isEmpty()) {
            value.set("last_request", Json.object("request_id", requestId, "code", "ACCEPTED"));
        }
        draft.add(Topic.GATE_STATUS, plan, value);
        return this;
    }

    Story command(long version, long revision, long digest, long run) {
        return command(version, revision, digest, run, "", "");
    }

    Story command(long version, long revision, long digest, long run, String requestId, String overrideReason) {
        command = "command-%s-%d-%d".formatted(plan, version, run);
        decision = Json.object("plan_state_version", version, "run", run, "revision", revision, "check_digest",
                digest(digest), "requester", requestId.isEmpty() ? "" : "rita", "override_reason", overrideReason);
        ObjectNode value = decision.deepCopy().put("id", command).put("plan", plan);
        Json.set(value, "request_id", requestId);
        draft.add(Topic.ROLLOUT_COMMANDS, plan, value);
        return this;
    }

    Story rejected(String code) {
        draft.add(Topic.ROLLOUTS, plan, Json.object("plan", plan, "rejected", Json.object("command_id", command,
                "plan_state_version", decision.get("plan_state_version"), "run", decision.get("run"), "code", code)));
        return this;
    }

    /** The newest command is carried out. */
    Story created() {
        rollout = plan + "/rollouts/" + decision.get("revision").asText();
        draft.add(Topic.ROLLOUTS, plan, Json.object("plan", plan, "created",
                decision.deepCopy().put("rollout", rollout).put("command_id", command)));
        draft.rows("rollout")
                .add(decision.deepCopy().put("plan", plan).put("name", rollout).put("command_id", command));
        return this;
    }

    /** Rows at the end: the run that the newest state names, as it ended. */
    void end() {
        int id = draft.rows("plan").size() + 1;
        List<ObjectNode> runs = draft.findAll(Topic.CHECK_RUNS, plan);
        long newest = runs.stream().mapToLong(line -> Draft.value(line).path("run").asLong()).max().orElseThrow();
        draft.rows("plan").add(Json.object("id", id, "name", plan, "rollout", rollout).put("last_run", newest));
        String run = Draft.value(draft.findAll(Topic.PLAN_STATES, plan).getLast()).path("run").asText();
        ObjectNode end = Draft.value(draft.findAll(Topic.CHECK_RUNS, plan, "run", run).getLast());
        draft.rows("plan_check_run").add(Json.object("plan_id", id).put("run", end.get("run").asLong())
                .put("fence", end.get("fence").asLong()).put("status", end.get("status").asText()));
    }
}
