package dev.plangate.pipeline.review;

import dev.plangate.checks.rule.Policy;
import dev.plangate.checks.rule.RuleInfo;
import dev.plangate.checks.rule.Rules;
import dev.plangate.pipeline.text.Nearest;
import dev.plangate.v1.ReviewPolicy;
import java.util.List;

/** The names of the check engine's rules, for those who write them by hand. Pure. */
public final class RuleNames {
    private static final List<String> ALL = Rules.all().stream().map(RuleInfo::name).distinct().toList();

    private RuleNames() {}

    /** {@code "; did you mean A, B?"}, or nothing when no name is like the one that is written. */
    public static String hint(String written) {
        List<String> near = Nearest.several(written, ALL);
        return near.isEmpty() ? "" : "; did you mean " + String.join(", ", near) + "?";
    }

    /** What is wrong with a policy; empty when the engine understands it. */
    public static List<String> mistakes(ReviewPolicy policy) {
        return judged(policy).mistakes();
    }

    /** A policy as the engine reads it; its mistakes name the rules that were probably meant. */
    public static Policy judged(ReviewPolicy policy) {
        return Policy.of(policy, RuleNames::hint);
    }
}
