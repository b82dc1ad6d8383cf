package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.History;
import dev.plangate.bench.history.model.Letter;
import dev.plangate.bench.history.model.Place;
import dev.plangate.bench.history.model.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One dead letter per refused record. Approvals have two readers, intake and gate: there, one of each. */
final class RepeatedLetters implements Rule {
    @Override
    public List<Violation> check(History history) {
        return history.letters().entrySet().stream().filter(e -> isRepeated(e.getKey(), e.getValue()))
                .map(e -> Violation.of(Promise.A_RECORD_IS_REFUSED_ONCE, e.getKey().toString(),
                        "%d dead letters are about %s".formatted(e.getValue().size(), e.getKey()), e.getValue()))
                .toList();
    }

    private static boolean isRepeated(Place about, List<Letter> letters) {
        if (!about.topic().equals(Topic.APPROVALS.topicName())) {
            return letters.size() > 1;
        }
        Map<String, Integer> byReader = new HashMap<>();
        letters.forEach(letter -> byReader.merge(letter.stage(), 1, Integer::sum));
        return byReader.values().stream().anyMatch(count -> count > 1) || byReader.size() > 2;
    }
}
