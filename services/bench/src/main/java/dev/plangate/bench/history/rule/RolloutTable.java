package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.History;
import dev.plangate.bench.history.model.PlanHistory;
import dev.plangate.bench.history.model.RolloutRecord;
import dev.plangate.bench.history.model.Seen;
import dev.plangate.bench.history.model.Tables;
import java.util.List;
import java.util.Optional;

/** In the end the table of rollouts, the mark on the plan and the creation on the topic agree. */
final class RolloutTable implements PlanRule {
    @Override
    public List<Violation> check(History history, PlanHistory plan) {
        if (!history.meta().drained()) {
            return List.of();
        }
        Optional<Tables.RolloutRow> row = Optional.ofNullable(history.tables().rollouts().get(plan.name()));
        Optional<Tables.RolloutRow> told = plan.creation().map(RolloutTable::row);
        String marked = Optional.ofNullable(history.tables().plans().get(plan.name())).map(Tables.PlanRow::rollout)
                .orElse("");
        if (!row.equals(told)) {
            return List.of(broken(plan, "the table says %s, the topic %s".formatted(row, told)));
        }
        String name = row.map(Tables.RolloutRow::name).orElse("");
        return marked.equals(name)
                ? List.of()
                : List.of(broken(plan,
                        "the row of the plan says '%s', that of the rollout '%s'".formatted(marked, name)));
    }

    private static Tables.RolloutRow row(RolloutRecord creation) {
        return switch (creation.outcome()) {
            case RolloutRecord.Created(String name, var decision) ->
                new Tables.RolloutRow(name, creation.commandId(), decision);
            case RolloutRecord.Rejected _ -> throw new IllegalArgumentException("no creation");
        };
    }

    private static Violation broken(PlanHistory plan, String sentence) {
        return Violation.of(Promise.TABLES_AGREE_WITH_TOPICS, plan.name(), sentence,
                plan.creation().map(List::<Seen>of).orElse(List.of()));
    }
}
