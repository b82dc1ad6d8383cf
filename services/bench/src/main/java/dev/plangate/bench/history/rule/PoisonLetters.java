package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.History;
import dev.plangate.bench.history.model.Letter;
import dev.plangate.bench.history.model.Poison;
import java.util.ArrayList;
import java.util.List;

/** Each poison record in a topic has its dead letter, which says why. */
final class PoisonLetters implements Rule {
    @Override
    public List<Violation> check(History history) {
        if (!history.meta().drained()) {
            return List.of();
        }
        var violations = new ArrayList<Violation>();
        for (Poison poison : history.poison()) {
            List<Letter> letters = history.lettersAbout(poison.at());
            if (letters.isEmpty()) {
                violations.add(Violation.of(Promise.POISON_BECOMES_A_LETTER, poison.key(),
                        "no dead letter is about %s (%s)".formatted(poison.at(), poison.why()), poison));
            } else {
                letters.stream().filter(letter -> letter.error().isBlank())
                        .forEach(letter -> violations.add(Violation.of(Promise.POISON_BECOMES_A_LETTER, poison.key(),
                                "the dead letter about %s gives no reason".formatted(poison.at()), poison, letter)));
            }
        }
        return violations;
    }
}
