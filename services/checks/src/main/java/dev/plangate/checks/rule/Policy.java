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
 */
public record Policy(Set<String> off, Map<String, Level> levels, Sizes sizes, List<String> mistakes) {
    public Policy {
        off = Set.copyOf(off);
        levels = Map.copyOf(levels);
        mistakes = List.copyOf(mistakes);
    }

    /** What a project's settings say. */
    public static Policy of(ReviewPolicy policy) {
        var off = new HashSet<String>();
        var levels = new HashMap<String, Level>();
        var mistakes = new ArrayList<String>();
        for (var setting : policy.getRulesList()) {
            String rule = setting.getRule();
            if (Rules.find(rule).isEmpty()) {
                mistakes.add("no rule is called '" + rule + "'");
            }
            if (Rules.isFixed(rule)) {
                mistakes.add("the level of " + rule + " cannot be set: what could not be reviewed is never passed");
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
        return new Policy(off, levels,
                new Sizes(policy.getLargeTableRows() > 0 ? policy.getLargeTableRows() : Sizes.DEFAULT_LARGE), mistakes);
    }

    boolean applies(Rule rule) {
        String name = rule.info().name();
        return !off.contains(name) && (rule.info().on() || levels.containsKey(name));
    }

    Finding levelled(Finding finding) {
        return Optional.ofNullable(levels.get(finding.rule().name())).map(finding::at).orElse(finding);
    }
}
