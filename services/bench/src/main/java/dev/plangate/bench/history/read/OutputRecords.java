package dev.plangate.bench.history.read;

import dev.plangate.bench.history.model.CommandRecord;
import dev.plangate.bench.history.model.Decision;
import dev.plangate.bench.history.model.Defect;
import dev.plangate.bench.history.model.History;
import dev.plangate.bench.history.model.Place;
import dev.plangate.bench.history.model.PlanHistory;
import dev.plangate.bench.history.model.ResultRecord;
import dev.plangate.bench.history.model.RolloutRecord;
import dev.plangate.bench.history.model.RunRecord;
import dev.plangate.bench.history.model.StateRecord;
import dev.plangate.bench.history.model.StatusRecord;
import dev.plangate.bench.history.model.Topic;
import java.util.Optional;

/** Records of the topics that Plangate writes, all keyed by plan. */
final class OutputRecords {
    private final History history;
    private final Texts texts;

    OutputRecords(History history, Texts texts) {
        this.history = history;
        this.texts = texts;
    }

    void add(Topic topic, Place at, String key, long timestamp, Fields value) {
        if (!value.text("plan").equals(key)) {
            history.defects()
                    .add(new Defect(at, key, "is about %s, which is not its key".formatted(value.text("plan"))));
            return;
        }
        PlanHistory plan = history.plan(key);
        switch (topic) {
            case PLAN_STATES -> plan.states().add(state(at, timestamp, value));
            case CHECK_RESULTS -> plan.results().add(result(at, value));
            case CHECK_RUNS -> plan.runs().add(run(at, value));
            case GATE_STATUS -> plan.statuses().add(status(at, value));
            case ROLLOUT_COMMANDS -> plan.commands().add(new CommandRecord(at, texts.one(value.text("id")),
                    decision(value), value.text("request_id")));
            case ROLLOUTS -> rollout(plan, at, value);
            case APPROVAL_REQUIREMENTS -> {
                // No promise is about them yet.
            }
            case PLANS, PROJECTS, DATABASE_GROUPS, SHEETS, CHECK_REQUESTS, APPROVALS, ROLLOUT_REQUESTS, DEAD_LETTERS,
                    OUTBOX_PROGRESS ->
                throw new IllegalStateException(topic + " is not keyed by plan and written by Plangate");
        }
    }

    Decision decision(Fields fields) {
        return new Decision(fields.number("plan_state_version"), fields.number("run"), fields.number("revision"),
                texts.one(fields.text("check_digest")), texts.one(fields.text("requester")),
                texts.one(fields.text("override_reason")));
    }

    private StateRecord state(Place at, long timestamp, Fields state) {
        return new StateRecord(at, timestamp, state.number("version"), state.number("revision"),
                texts.one(state.text("check_digest")), texts.one(state.word("liveness")),
                state.object("settings").map(s -> InputRecords.settings(s, texts)), state.flag("project_archived"),
                state.number("run"), state.texts("waiting_for").stream().map(texts::one).toList());
    }

    private ResultRecord result(Place at, Fields result) {
        int errors = (int) result.objects("outcomes").stream().filter(o -> o.word("status").equals("ERROR")).count();
        return new ResultRecord(at, result.number("run"), result.number("fence"), result.number("revision"),
                texts.one(result.text("target")), errors);
    }

    private RunRecord run(Place at, Fields run) {
        Optional<RunRecord.Totals> totals = run.object("totals").map(
                t -> new RunRecord.Totals(t.number("targets"), t.number("derived_targets"), t.number("errors")));
        return new RunRecord(at, run.number("run"), run.number("fence"), run.number("revision"),
                texts.one(run.text("check_digest")), texts.one(run.word("status")), texts.one(run.text("error")),
                totals, run.text("request_id"));
    }

    private StatusRecord status(Place at, Fields status) {
        return new StatusRecord(at, status.number("plan_state_version"), status.number("revision"),
                status.number("run"), texts.one(status.word("phase")), texts.one(status.text("rollout")),
                status.object("last_request").map(r -> r.text("request_id")).orElse(""));
    }

    private void rollout(PlanHistory plan, Place at, Fields rollout) {
        Optional<Fields> created = rollout.object("created");
        Optional<Fields> rejected = rollout.object("rejected");
        if (created.isPresent()) {
            Fields c = created.get();
            plan.rollouts().add(new RolloutRecord(at, texts.one(c.text("command_id")),
                    new RolloutRecord.Created(texts.one(c.text("rollout")), decision(c))));
        } else if (rejected.isPresent()) {
            Fields r = rejected.get();
            plan.rollouts().add(new RolloutRecord(at, texts.one(r.text("command_id")),
                    new RolloutRecord.Rejected(r.number("plan_state_version"), r.number("run"),
                            texts.one(r.word("code")))));
        } else {
            history.defects().add(new Defect(at, plan.name(), "tells neither of a rollout nor of a rejection"));
        }
    }
}
