package dev.plangate.pipeline.worker.domain;

import dev.plangate.pipeline.targets.Derivation;
import dev.plangate.v1.CheckRun;
import java.util.List;

/** How a run ends. A check that finds errors still ends {@link Checked}: failed means that nothing could be checked. */
public sealed interface Verdict {
    /** DONE. */
    record Checked(int derived, List<TargetOutcome> targets) implements Verdict {
        public Checked {
            targets = List.copyOf(targets);
        }
    }

    /** FAILED, for this reason: a word in capitals, then a sentence. */
    record Failed(String error) implements Verdict {}

    default CheckRun.Status status() {
        return switch (this) {
            case Checked _ -> CheckRun.Status.DONE;
            case Failed _ -> CheckRun.Status.FAILED;
        };
    }

    /**
     * The end of a run that has nothing to check by the time it is claimed. Intake ends such runs by itself, but for those
     * that waited in vain.
     */
    static Verdict unchecked(Derivation derivation) {
        return switch (derivation) {
            case Derivation.Checkable c ->
                throw new IllegalArgumentException("has %d targets".formatted(c.targets().size()));
            case Derivation.NothingToCheck _ -> new Checked(0, List.of());
            case Derivation.Missing m ->
                new Failed("INPUTS_MISSING: waited in vain for %s; publish what is missing, or a new revision"
                        .formatted(String.join(", ", m.resources())));
            case Derivation.Refused r -> new Failed(r.error());
        };
    }
}
