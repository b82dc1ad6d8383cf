package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.History;
import dev.plangate.bench.history.model.Part;
import dev.plangate.bench.history.model.Place;
import dev.plangate.bench.history.model.Tables.OffsetRow;
import dev.plangate.bench.history.model.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** In the end whoever keeps its offsets in Postgres has read all: intake its six topics, rollouts the commands. */
final class UnreadRecords implements Rule {
    private static final Set<String> CONSUMED = Set.of(Topic.PLANS.topicName(), Topic.PROJECTS.topicName(),
            Topic.DATABASE_GROUPS.topicName(), Topic.SHEETS.topicName(), Topic.CHECK_REQUESTS.topicName(),
            Topic.APPROVALS.topicName(), Topic.ROLLOUT_COMMANDS.topicName());

    @Override
    public List<Violation> check(History history) {
        if (!history.meta().drained()) {
            return List.of();
        }
        var violations = new ArrayList<Violation>();
        Map<Part, List<OffsetRow>> offsets = history.tables().offsets().stream()
                .collect(Collectors.groupingBy(OffsetRow::part));
        history.lastOffsets().forEach((part, last) -> {
            if (CONSUMED.contains(part.topic()) && !offsets.containsKey(part)) {
                violations.add(broken(part, last, "nobody has read it"));
            }
            for (OffsetRow row : offsets.getOrDefault(part, List.of())) {
                if (row.nextOffset() <= last) {
                    violations.add(
                            broken(part, last, "%s reads offset %d next".formatted(row.group(), row.nextOffset())));
                }
            }
        });
        return violations;
    }

    private static Violation broken(Part part, long last, String who) {
        return new Violation(Promise.EVERYTHING_IS_CONSUMED, part.toString(),
                "the last record is at offset %d, and %s".formatted(last, who),
                List.of(new Place(part.topic(), part.partition(), last)));
    }
}
