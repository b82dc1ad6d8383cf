package dev.plangate.topology.approval;

import java.util.ArrayList;
import java.util.List;

/**
 * The first rule that matches decides. One that may match, because facts are unknown, decides together with those after it, up
 * to the first that matches for certain: the answer asks for all that any of them asks for. So less knowledge never asks for less.
 */
public final class ApprovalFinding {
    private ApprovalFinding() {}

    /** Total: whatever the facts and rules are, there is an answer. */
    public static Finding of(List<Rule> rules, Facts facts) {
        var possible = new ArrayList<Rule>();
        for (Rule rule : rules) {
            switch (rule.condition().over(facts)) {
                case Truth.Decided(var holds) -> {
                    if (holds) {
                        possible.add(rule);
                        return together(possible);
                    }
                }
                case Truth.Unknown() -> possible.add(rule);
                case Truth.Failed(var reason) -> {
                    return strictest(rules, "rule " + rule.name() + " could not be evaluated: " + reason);
                }
            }
        }
        return strictest(rules, withoutMatch(rules, possible));
    }

    /** All that any rule asks for, and what is built in. */
    static Finding strictest(List<Rule> rules, String reason) {
        return new Finding(rules.stream().map(Rule::ruling).reduce(Ruling.BUILT_IN, Ruling::and), List.of(),
                reason + "; therefore the strictest flow");
    }

    private static Finding together(List<Rule> possible) {
        var names = possible.stream().map(Rule::name).toList();
        var ruling = possible.stream().map(Rule::ruling).reduce(Ruling::and).orElseThrow();
        return new Finding(ruling, names, names.size() == 1
                ? "rule " + names.getFirst() + " matched"
                : "facts are unknown, so that each of the rules " + String.join(", ", names)
                        + " may match; therefore all that they ask for");
    }

    private static String withoutMatch(List<Rule> rules, List<Rule> possible) {
        if (rules.isEmpty()) {
            return "there is no approval rule";
        }
        return possible.isEmpty()
                ? "no approval rule matched"
                : "facts are unknown, so that perhaps no approval rule matched";
    }
}
