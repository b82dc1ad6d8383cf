package dev.plangate.checks.rule;

import dev.plangate.v1.ReviewPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which rules apply, and how strictly.
 *
 * @param off rules that are not applied
 * @param levels of rules whose findings all weigh the same, whatever the size of a table
 * @param sizes from which rows on something is large
 * @param mistakes names that no rule has, settings without a level: a policy with mistakes passes nothing
 * @param base what holds for rules that are not named
 * @param exemptible rules that a comment may exempt a statement from; empty = every rule
 */
public record Policy(Set<String> off, Map<String, Level> levels, Sizes sizes, List<String> mistakes, Base base,
        Optional<Set<String>> exemptible) {
    public Policy {
        off = Set.copyOf(off);
        levels = Map.copyOf(levels);
        mistakes = List.copyOf(mistakes);
        exemptible = exemptible.map(Set::copyOf);
    }

    /** What a project's settings say. */
    public static Policy of(ReviewPolicy policy) {
        var off = new HashSet<String>();
        var levels = new HashMap<String, Level>();
        var mistakes = new ArrayList<String>();
        var base = switch (policy.getBase()) {
            case STRICT, BASE_UNSPECIFIED -> Base.STRICT;
            case RELAXED -> Base.RELAXED;
            case UNRECOGNIZED -> {
                mistakes.add("its base is one that this version does not know: STRICT and RELAXED are");
                yield Base.STRICT;
            }
        };
        for (var setting : policy.getRulesList()) {
            String rule = setting.getRule();
            exists(rule, mistakes);
            if (Rules.isFixed(rule)) {
                mistakes.add("the level of " + rule + " cannot be set: what could not be reviewed is never passed");
            }
            if (rule.equals(Rules.PARTLY_TRACED.name()) && setting.getLevel() == ReviewPolicy.Level.OFF) {
                mistakes.add("partly-traced cannot be switched off: what was not seen is never passed over");
            }
            if (rule.equals(Rules.IGNORE_COMMENT.name()) && setting.getLevel() == ReviewPolicy.Level.OFF) {
                mistakes.add("ignore-comment cannot be switched off: what a comment exempts is always reported");
            }
            switch (setting.getLevel()) {
                case OFF -> off.add(rule);
                case INFO -> levels.put(rule, Level.INFO);
                case WARNING -> levels.put(rule, Level.WARNING);
                case ERROR -> levels.put(rule, Level.ERROR);
                case LEVEL_UNSPECIFIED, UNRECOGNIZED ->
                    mistakes.add("rule '" + rule + "' has no level, or one that this version does not know");
            }
        }
        var exemptible = policy.hasExemptions()
                ? Optional.of(Set.copyOf(policy.getExemptions().getRulesList()))
                : Optional.<Set<String>>empty();
        exemptible.ifPresent(names -> names.stream().sorted().forEach(name -> exists(name, mistakes)));
        return new Policy(off, levels, sizes(policy, base), mistakes, base, exemptible);
    }

    private static void exists(String rule, List<String> mistakes) {
        if (Rules.find(rule).isEmpty()) {
            mistakes.add("no rule is called '" + rule + "'");
        }
    }

    private static Sizes sizes(ReviewPolicy policy, Base base) {
        return new Sizes(policy.getLargeTableRows() > 0 ? policy.getLargeTableRows() : base.large(),
                policy.getAffectedRowLimit() > 0 ? policy.getAffectedRowLimit() : base.affected());
    }

    /** Whether findings of a rule are told. */
    public boolean applies(RuleInfo rule) {
        return !off.contains(rule.name()) && (rule.on() || levels.containsKey(rule.name()));
    }

    /** The finding with the level that it has under this policy. */
    public Finding levelled(Finding finding) {
        return finding.at(Optional.ofNullable(levels.get(finding.rule().name())).orElseGet(() -> base.level(finding)));
    }

    /** Whether a comment may exempt a statement from a rule. */
    boolean exempts(String rule) {
        return exemptible.map(names -> names.contains(rule)).orElse(true);
    }
}
