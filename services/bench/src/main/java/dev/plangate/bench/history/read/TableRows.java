package dev.plangate.bench.history.read;

import dev.plangate.bench.history.model.History;
import dev.plangate.bench.history.model.Part;
import dev.plangate.bench.history.model.Tables;
import java.util.HashMap;
import java.util.Map;

/** Rows of the tables. */
final class TableRows {
    private final Tables tables;
    private final Texts texts;
    private final OutputRecords outputs;
    private final Map<Long, String> plans = new HashMap<>();

    TableRows(History history, Texts texts) {
        this.tables = history.tables();
        this.texts = texts;
        this.outputs = new OutputRecords(history, texts);
    }

    /** To be read before the runs, which name plans by id. */
    void plan(Fields row) {
        String name = texts.one(row.text("name"));
        plans.put(row.needed("id"), name);
        tables.plans().put(name, new Tables.PlanRow(row.number("last_run"), row.text("rollout")));
    }

    void run(Fields row) {
        String plan = plans.get(row.needed("plan_id"));
        if (plan == null) {
            throw new IllegalArgumentException("plan_id: no plan has the id " + row.needed("plan_id"));
        }
        tables.runs().put(plan,
                new Tables.RunRow(row.needed("run"), row.needed("fence"), texts.one(row.text("status"))));
    }

    void rollout(Fields row) {
        tables.rollouts().put(texts.one(row.text("plan")),
                new Tables.RolloutRow(row.text("name"), row.text("command_id"), outputs.decision(row)));
    }

    void outbox(Fields row) {
        tables.outbox().add(new Tables.OutboxRow(row.needed("id"), texts.one(row.text("topic"))));
    }

    void offset(Fields row) {
        tables.offsets().add(new Tables.OffsetRow(texts.one(row.text("consumer_group")),
                new Part(texts.one(row.text("topic")), (int) row.needed("partition")), row.needed("next_offset")));
    }
}
