package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.Place;
import dev.plangate.bench.history.model.Seen;
import java.util.Collection;
import java.util.List;

/**
 * A promise that was broken.
 *
 * @param subject  the plan, or the key or partition that it is about
 * @param sentence what happened
 * @param proof    the records that show it
 */
public record Violation(Promise promise, String subject, String sentence, List<Place> proof) {
    /** Records that are named at most. */
    private static final int PROOF = 10;

    public Violation {
        proof = proof.stream().limit(PROOF).toList();
    }

    static Violation of(Promise promise, String subject, String sentence, Seen... proof) {
        return of(promise, subject, sentence, List.of(proof));
    }

    static Violation of(Promise promise, String subject, String sentence, Collection<? extends Seen> proof) {
        return new Violation(promise, subject, sentence, proof.stream().limit(PROOF).map(Seen::at).toList());
    }
}
