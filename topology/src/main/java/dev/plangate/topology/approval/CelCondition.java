package dev.plangate.topology.approval;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelUnknownSet;
import dev.cel.runtime.PartialVars;
import dev.cel.runtime.Program;

/** A condition in CEL. What depends on an unknown fact is unknown; {@code unknown || true} is true all the same. */
record CelCondition(Program program) implements Condition {
    private static final int LONGEST_REASON = 200;

    @Override
    public Truth over(Facts facts) {
        return over(Variables.of(facts));
    }

    Truth over(PartialVars variables) {
        try {
            return switch (program.eval(variables)) {
                case Boolean holds -> new Truth.Decided(holds);
                case CelUnknownSet _ -> new Truth.Unknown();
                case Object other -> new Truth.Failed("it is no bool but " + other.getClass().getSimpleName());
            };
        } catch (CelEvaluationException | RuntimeException e) {
            // Whatever is wrong, in the rule or in the library: an answer that asks for more people, never a gate that stops.
            return new Truth.Failed(shortened(String.valueOf(e.getMessage())));
        }
    }

    private static String shortened(String reason) {
        return reason.codePointCount(0, reason.length()) <= LONGEST_REASON
                ? reason
                : reason.substring(0, reason.offsetByCodePoints(0, LONGEST_REASON)) + "...";
    }
}
