package dev.plangate.bench.history.read;

import dev.plangate.bench.history.model.ApprovalRecord;
import dev.plangate.bench.history.model.CheckRequestRecord;
import dev.plangate.bench.history.model.GroupHistory;
import dev.plangate.bench.history.model.History;
import dev.plangate.bench.history.model.Place;
import dev.plangate.bench.history.model.PlanRecord;
import dev.plangate.bench.history.model.ProjectHistory;
import dev.plangate.bench.history.model.RolloutRequestRecord;
import dev.plangate.bench.history.model.Settings;
import dev.plangate.bench.history.model.Topic;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Records of the topics that upstream writes. */
final class InputRecords {
    private final History history;
    private final Texts texts;

    InputRecords(History history, Texts texts) {
        this.history = history;
        this.texts = texts;
    }

    /** @param value empty: a tombstone */
    void add(Topic topic, Place at, String key, long timestamp, Optional<Fields> value) {
        switch (topic) {
            case PLANS -> history.plan(key).plans().add(new PlanRecord(at, value.map(this::plan)));
            case PROJECTS -> history.projects().computeIfAbsent(key, _ -> new ProjectHistory()).records()
                    .add(new ProjectHistory.ProjectRecord(at, value.map(this::project)));
            case DATABASE_GROUPS -> history.groups().computeIfAbsent(key, _ -> new GroupHistory()).records()
                    .add(new GroupHistory.GroupRecord(at, value.map(this::group)));
            case SHEETS -> value.ifPresent(_ -> history.sheets().add(key));
            case CHECK_REQUESTS -> value.ifPresent(v -> history.plan(key).checkRequests()
                    .add(new CheckRequestRecord(at, timestamp, v.text("request_id"), v.number("revision"),
                            texts.one(v.word("action")))));
            case APPROVALS -> history.plan(key).approvals().add(new ApprovalRecord(at, value.map(this::approval)));
            case ROLLOUT_REQUESTS -> value.ifPresent(v -> history.plan(key).rolloutRequests()
                    .add(new RolloutRequestRecord(at, v.text("request_id"), v.number("revision"), v.text("requester"),
                            v.object("override").map(o -> o.text("reason")).orElse(""))));
            case PLAN_STATES, CHECK_RESULTS, CHECK_RUNS, GATE_STATUS, APPROVAL_REQUIREMENTS, ROLLOUT_COMMANDS, ROLLOUTS,
                    DEAD_LETTERS, OUTBOX_PROGRESS ->
                throw new IllegalStateException(topic + " is no input");
        }
    }

    static Settings settings(Fields settings, Texts texts) {
        return new Settings(settings.flag("require_issue_approval"), settings.flag("require_plan_check_no_error"),
                settings.number("ci_sampling_size"), texts.one(ContentHash.of(settings.node())));
    }

    private PlanRecord.Content plan(Fields plan) {
        List<PlanRecord.Change> changes = plan.objects("specs").stream()
                .flatMap(spec -> spec.object("change_database").stream()).filter(change -> change.has("sheet_sha256"))
                .map(change -> new PlanRecord.Change(change.texts("targets").stream().map(texts::one).toList()))
                .toList();
        return new PlanRecord.Content(plan.number("revision"), plan.word("state").equals("ACTIVE"), changes,
                ContentHash.of(plan.node()));
    }

    private ProjectHistory.Content project(Fields project) {
        return new ProjectHistory.Content(project.number("version"), project.object("settings")
                .map(s -> settings(s, texts)).orElseThrow(() -> new IllegalArgumentException("settings: missing")),
                project.flag("archived"));
    }

    private GroupHistory.Content group(Fields group) {
        var databases = new HashSet<String>();
        group.texts("databases").forEach(database -> databases.add(texts.one(database)));
        return new GroupHistory.Content(group.number("version"), databases);
    }

    private ApprovalRecord.Content approval(Fields approval) {
        return new ApprovalRecord.Content(approval.number("version"), texts.one(approval.text("issue")),
                texts.one(approval.word("issue_state")), texts.one(approval.word("status")),
                approval.number("plan_revision"));
    }
}
