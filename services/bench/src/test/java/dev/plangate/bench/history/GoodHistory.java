package dev.plangate.bench.history;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plangate.bench.history.model.Place;
import dev.plangate.bench.history.model.Topic;
import java.util.List;

/** A small history in which everything is as promised, with most of what can happen to a plan. */
final class GoodHistory {
    static final String STRICT = "projects/strict";
    static final String LAX = "projects/lax";
    static final String MOVED = "projects/moved";
    static final String CHANGING = "projects/changing";
    static final String GROUP = LAX + "/databaseGroups/g";
    static final String MISSING_SHEET = "6".repeat(64);

    static final ObjectNode DEMANDING = Json.object("require_issue_approval", true, "require_plan_check_no_error", true,
            "review_policy", Json.object("large_table_rows", 1000L));
    static final ObjectNode SAMPLING = Json.object("require_plan_check_no_error", true, "ci_sampling_size", 2);
    static final ObjectNode NOTHING = Json.object();

    private final Draft draft = new Draft();

    private GoodHistory() {}

    static Draft draft() {
        return new GoodHistory().told();
    }

    static ObjectNode project(String name, long version, ObjectNode settings, boolean archived) {
        ObjectNode value = Json.object("name", name, "version", version, "archived", archived);
        value.set("settings", settings.deepCopy());
        return value;
    }

    static ObjectNode group(long version, String... databases) {
        return Json.object("name", GROUP, "version", version, "databases",
                List.of(databases).stream().map(Story::database).toList());
    }

    private Story strict(String id) {
        return new Story(draft, STRICT, id, DEMANDING);
    }

    private Draft told() {
        draft.send("project", Topic.PROJECTS, STRICT, project(STRICT, 1, DEMANDING, false));
        draft.send("project", Topic.PROJECTS, LAX, project(LAX, 1, SAMPLING, false));
        draft.send("project", Topic.PROJECTS, MOVED, project(MOVED, 1, NOTHING, false));
        draft.send("group", Topic.DATABASE_GROUPS, GROUP, group(1, "a", "b"));
        draft.send("sheet", Topic.SHEETS, Story.SHEET, Json.object());
        approved();
        edited();
        retried();
        canceled();
        grouped();
        sampled();
        rejected();
        overridden();
        deletedAndClosed();
        waiting();
        rolledOutWhileItWaited();
        nothingToCheck();
        editedTooLate();

        poison();
        faults();
        return draft;
    }

    private void approved() {
        strict("approved").issue(1, "DRAFT", "PENDING", 1).published(1, "a", "b").state(1, 1, 1, 1).queued(1, 1, 1, 1)
                .status(1, 1, 0, "WAITING").status(1, 1, 1, "WAITING").issue(2, "OPEN", "APPROVED", 1)
                .done(1, 2, 1, 1, 0, "a", "b").status(1, 1, 1, "BLOCKED").command(1, 1, 1, 1)
                .status(1, 1, 1, "COMMANDED").created().status(1, 1, 1, "ROLLED_OUT").end();
    }

    /** Superseded, redelivered, disputed twice; ends with an error. */
    private void edited() {
        strict("edited").published(1, "a").state(1, 1, 1, 1).queued(1, 1, 1, 1).status(1, 1, 1, "WAITING")
                .published(2, "a", "b").canceled(1, 2, 1, 1, "SUPERSEDED by revision 2", "").state(2, 2, 2, 2)
                .queued(2, 3, 2, 2).published(2, "a", "b").published(2, "c").refused("revision: other content")
                .published(1, "d").refused("revision: lower").issue(1, "OPEN", "APPROVED", 2)
                .done(2, 4, 2, 2, 1, "a", "b").status(2, 2, 2, "BLOCKED").end();
    }

    /** Approved for another revision, claimed twice, run again, two requests joined, one repeated; a request for a revision that nobody knew. */
    private void retried() {
        Story plan = strict("retried").issue(1, "OPEN", "APPROVED", 7).published(1, "a").state(1, 1, 1, 1)
                .queued(1, 1, 1, 1).done(1, 3, 1, 1, 1, "a")
                .status(1, 1, 1, "BLOCKED").asks("RUN", 1, Story.requestId(1)).state(2, 1, 1, 2)
                .queued(2, 4, 1, 1, Story.requestId(1)).asks("RUN", 1, Story.requestId(2))
                .queued(2, 4, 1, 1, Story.requestId(2)).asks("RUN", 1, Story.requestId(1)).done(2, 5, 1, 1, 0, "a")
                .asks("RUN", 9, Story.requestId(3));
        plan.refused(Draft.place(Topic.CHECK_REQUESTS,
                draft.find(Topic.CHECK_REQUESTS, plan.plan, "request_id", Story.requestId(3))), "revision: not known");
        plan.status(2, 1, 2, "BLOCKED").end();
    }

    /** Given up with a part of its results; a request for an old revision is told no; run again. */
    private void canceled() {
        strict("canceled").published(4, "a", "b").state(1, 4, 1, 1).queued(1, 1, 4, 1)
                .asks("CANCEL", 4, Story.requestId(10)).result(1, 2, 4, "a", 0)
                .canceled(1, 3, 4, 1, "CANCELED by rita", Story.requestId(10)).asks("RUN", 3, Story.requestId(11))
                .canceled(2, 3, 3, 0, "SUPERSEDED by revision 4", Story.requestId(11))
                .asks("RUN", 4, Story.requestId(12)).state(2, 4, 1, 3).queued(3, 4, 4, 1, Story.requestId(12))
                .done(3, 5, 4, 1, 0, "a", "b").status(2, 4, 3, "BLOCKED").end();
    }

    /** The group changes: a new digest, a new run. */
    private void grouped() {
        Story plan = new Story(draft, LAX, "grouped", SAMPLING).published(1, GROUP).state(1, 1, 1, 1)
                .queued(1, 1, 1, 1).done(1, 2, 1, 1, 0, "a", "b").status(1, 1, 1, "BLOCKED");
        draft.send("group", Topic.DATABASE_GROUPS, GROUP, group(2, "b", "c"));
        draft.send("group", Topic.DATABASE_GROUPS, GROUP, group(1, "z"));
        plan.state(2, 1, 2, 2).queued(2, 3, 1, 2).done(2, 4, 1, 2, 0, "b", "c").status(2, 1, 2, "BLOCKED").end();
    }

    private void sampled() {
        new Story(draft, LAX, "sampled", SAMPLING).published(1, "a", "b", "c", "d").issue(1, "OPEN", "PENDING", 0)
                .state(1, 1, 1, 1).queued(1, 1, 1, 1).sampled(1, 2, 1, 1, 4, 0, "b", "d").command(1, 1, 1, 1).created()
                .status(1, 1, 1, "ROLLED_OUT").end();
    }

    /** The command was too late; settings changed meanwhile, and the next one is carried out. */
    private void rejected() {
        Story plan = new Story(draft, MOVED, "rejected", NOTHING).issue(3, "OPEN", "PENDING", 0).published(1, "a")
                .state(1, 1, 1, 1).queued(1, 1, 1, 1).status(1, 1, 1, "WAITING").command(1, 1, 1, 1);
        draft.send("project", Topic.PROJECTS, MOVED, project(MOVED, 2, SAMPLING, false));
        plan.with(SAMPLING).canceled(1, 2, 1, 1, "SUPERSEDED: settings", "").state(2, 1, 2, 2).queued(2, 3, 1, 2)
                .rejected("STALE_PLAN").done(2, 4, 1, 2, 0, "a").status(2, 1, 2, "WAITING").command(2, 1, 2, 2)
                .created().status(2, 1, 2, "ROLLED_OUT").end();
    }

    /** By hand, against the conditions. */
    private void overridden() {
        strict("overridden").published(1, "a").state(1, 1, 1, 1).queued(1, 1, 1, 1).done(1, 2, 1, 1, 2, "a")
                .status(1, 1, 1, "BLOCKED").asksForRollout(1, Story.requestId(20), "the site is down")
                .command(1, 1, 1, 1, Story.requestId(20), "the site is down")
                .status(1, 1, 1, "COMMANDED", Story.requestId(20)).created()
                .status(1, 1, 1, "ROLLED_OUT", Story.requestId(20)).end();
    }

    private void deletedAndClosed() {
        strict("deleted").published(1, "a").state(1, 1, 1, 1).queued(1, 1, 1, 1).deleted()
                .canceled(1, 2, 1, 1, "DELETED: the plan was deleted", "").state(2, 1, "", 1, "DELETED")
                .status(2, 1, 1, "CLOSED").end();
        strict("closed").closed(1, "a").canceled(1, 1, 1, 1, "CLOSED: the plan was closed by its author", "")
                .state(1, 1, Story.digest(1), 1, "CLOSED").status(1, 1, 1, "CLOSED").end();
    }

    /** The sheet never came; a request for it bears the id of another one, which was answered. */
    private void waiting() {
        new Story(draft, STRICT, "waiting", DEMANDING).published(1, "a")
                .state(1, 1, "", 1, "LIVE", MISSING_SHEET).queued(1, 1, 1, 0).status(1, 1, 1, "WAITING")
                .failed(1, 2, 1, 0, "INPUTS_MISSING: waited in vain").status(1, 1, 1, "BLOCKED")
                .asks("RUN", 1, Story.requestId(1)).end();
    }

    /** One by hand, before its sheet was there, one by itself, with its checks still queued: they are checked with settings that came later. */
    private void rolledOutWhileItWaited() {
        draft.send("project", Topic.PROJECTS, CHANGING, project(CHANGING, 1, NOTHING, false));
        Story plan = new Story(draft, CHANGING, "waited", NOTHING).published(1, "a", "b", "c", "d")
                .state(1, 1, "", 1, "LIVE", MISSING_SHEET).queued(1, 1, 1, 0).status(1, 1, 1, "WAITING")
                .asksForRollout(1, Story.requestId(21), "the site is down")
                .command(1, 1, 0, 1, Story.requestId(21), "the site is down")
                .status(1, 1, 1, "COMMANDED", Story.requestId(21)).created()
                .status(1, 1, 1, "ROLLED_OUT", Story.requestId(21));
        Story queued = new Story(draft, CHANGING, "queued", NOTHING).issue(1, "OPEN", "PENDING", 0)
                .published(1, "a", "b", "c", "d").state(1, 1, 1, 1).queued(1, 1, 1, 1).command(1, 1, 1, 1)
                .status(1, 1, 1, "COMMANDED").created().status(1, 1, 1, "ROLLED_OUT");
        draft.send("project", Topic.PROJECTS, CHANGING, project(CHANGING, 2, SAMPLING, false));
        plan.sampled(1, 2, 1, 0, 4, 0, "b", "d").end();
        queued.sampled(1, 2, 1, 1, 4, 0, "b", "d").end();
    }

    private void nothingToCheck() {
        strict("nothing").published(1).done(1, 1, 1, 1, 0).state(1, 1, 1, 1).status(1, 1, 1, "BLOCKED").end();
    }

    /** A revision that came behind the rollout; the gate hears of it first. */
    private void editedTooLate() {
        strict("late").issue(1, "OPEN", "APPROVED", 1).published(1, "a").state(1, 1, 1, 1).queued(1, 1, 1, 1)
                .done(1, 2, 1, 1, 0, "a").command(1, 1, 1, 1).status(1, 1, 1, "COMMANDED").created().published(2, "b")
                .canceled(2, 3, 2, 2, "ROLLED_OUT: the plan has a rollout", "").state(2, 2, 2, 2)
                .status(2, 2, 2, "COMMANDED").status(1, 1, 1, "ROLLED_OUT").end();
    }

    private void poison() {
        ObjectNode bytes = draft.add(Topic.PLANS, "projects/strict/plans/poison", null);
        bytes.put("undecodable", "no magic byte");
        draft.sent("poison", Topic.PLANS, bytes).put("poison", "truncated");
        draft.letter("", Draft.place(Topic.PLANS, bytes), "intake", "value: no magic byte");

        ObjectNode inDoubt = draft.add(Topic.PLANS, "projects/strict/plans/approved",
                Story.plan("projects/strict/plans/approved", 7, "ACTIVE", "a"));
        inDoubt.put("sha256", "abc");
        ObjectNode sent = draft.sent("poison", Topic.PLANS, inDoubt).put("poison", "wrong partition")
                .put("acked", false)
                .put("sha256", "abc");
        sent.remove(List.of("partition", "offset"));
        draft.letter("", Draft.place(Topic.PLANS, inDoubt), "intake", "partition: not the one of its key");

        ObjectNode approval = draft.add(Topic.APPROVALS, "projects/strict/plans/unheard-of",
                Json.object("version", 1L));
        draft.sent("poison", Topic.APPROVALS, approval).put("poison", "no plan");
        Place about = Draft.place(Topic.APPROVALS, approval);
        draft.letter("", about, "intake", "plan: missing");
        draft.letter("", about, "gate", "plan: missing");
    }

    private void faults() {
        draft.lines("faults.jsonl").add(Json.object("n", 1, "kind", "kill", "victim", "worker-1", "in_flight", true));
        draft.lines("faults.jsonl").add(Json.object("n", 2, "kind", "pause", "victim", "relay-1", "in_flight", true));
        draft.lines("claims.jsonl").add(Json.object("plan", STRICT + "/plans/retried").put("run", 1).put("fence", 3)
                .put("worker", "worker-2"));
    }
}
