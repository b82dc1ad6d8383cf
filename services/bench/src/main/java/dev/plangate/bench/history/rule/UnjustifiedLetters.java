package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.CheckRequestRecord;
import dev.plangate.bench.history.model.History;
import dev.plangate.bench.history.model.Letter;
import dev.plangate.bench.history.model.Place;
import dev.plangate.bench.history.model.PlanHistory;
import dev.plangate.bench.history.model.Poison;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A dead letter is about a poison record, or a record that was refused for good reason: a revision that is not above the
 * known one (a redelivery with the same content is silent), a check request for a revision that was not known.
 */
final class UnjustifiedLetters implements Rule {
    @Override
    public List<Violation> check(History history) {
        var violations = new ArrayList<Violation>();
        Set<Place> justified = justified(history);
        for (Map.Entry<Place, List<Letter>> about : history.letters().entrySet()) {
            if (!justified.contains(about.getKey()) && isJudged(history, about.getKey())) {
                violations.add(Violation.of(Promise.NO_LETTER_WITHOUT_CAUSE, about.getKey().toString(),
                        "it was refused (%s), but nothing is wrong with it".formatted(
                                about.getValue().getFirst().error()),
                        about.getValue()));
            }
        }
        history.strays()
                .forEach(letter -> violations.add(Violation.of(Promise.NO_LETTER_WITHOUT_CAUSE, "a record of Plangate",
                        "it could not be published: " + letter.error(), letter)));
        return violations;
    }

    /** The reader of a history that was cut off may not have come so far. */
    private static boolean isJudged(History history, Place about) {
        return history.meta().drained() || about.offset() <= history.lastOffsets().getOrDefault(about.part(), -1L);
    }

    private static Set<Place> justified(History history) {
        var justified = new HashSet<Place>();
        history.poison().stream().map(Poison::at).forEach(justified::add);
        for (PlanHistory plan : history.plans().values()) {
            var revisions = Revisions.of(history, plan);
            revisions.disputed().forEach(record -> justified.add(record.at()));
            revisions.outdated().forEach(record -> justified.add(record.at()));
            plan.checkRequests().stream().filter(request -> !isKnown(plan, request))
                    .forEach(request -> justified.add(request.at()));
        }
        return justified;
    }

    /** Somebody who reads plan states could have known that the revision is accepted before the request was made. */
    private static boolean isKnown(PlanHistory plan, CheckRequestRecord request) {
        return plan.states().stream()
                .anyMatch(s -> s.revision() >= request.revision() && s.timestamp() < request.timestamp());
    }
}
