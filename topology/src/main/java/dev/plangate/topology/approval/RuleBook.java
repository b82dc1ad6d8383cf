package dev.plangate.topology.approval;

import dev.plangate.topology.approval.Compiled.Faulty;
import dev.plangate.topology.approval.Compiled.Sound;
import dev.plangate.v1.ApprovalRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rules in their order, each of which can be applied and reached. */
public record RuleBook(List<Rule> rules) {
    /** No rule. */
    public static final RuleBook EMPTY = new RuleBook(List.of());

    public RuleBook {
        rules = List.copyOf(rules);
    }

    /** What became of rules as somebody wrote them. */
    public sealed interface Reading {}

    /** They are sound. */
    public record Usable(RuleBook book) implements Reading {}

    /** They are not; every rule that is at fault, in their order. */
    public record Refused(List<RuleFault> faults) implements Reading {}

    /** What is wrong with rules, each as {@link RuleFault#violation} has it; none when they can be used. */
    public static List<String> violations(List<ApprovalRule> written) {
        return switch (read(written)) {
            case Usable _ -> List.of();
            case Refused(var faults) -> faults.stream().map(RuleFault::violation).toList();
        };
    }

    /**
     * Compiles and looks for rules that could never decide anything.
     *
     * @param written as the contract allows them: sizes are bounded there
     */
    public static Reading read(List<ApprovalRule> written) {
        var rules = new ArrayList<Rule>();
        var faults = new ArrayList<RuleFault>();
        Optional<String> catchAll = Optional.empty();
        for (int place = 0; place < written.size(); place++) {
            var rule = written.get(place);
            if (catchAll.isPresent()) {
                faults.add(new RuleFault(place, rule.getName(), 1, 1,
                        "never reached: " + catchAll.get() + ", which holds for every change, stands before it"));
                continue;
            }
            switch (CelLanguage.compile(rule.getCondition())) {
                case Faulty(var line, var column, var reason) ->
                    faults.add(new RuleFault(place, rule.getName(), line, column, reason));
                case Sound(var condition, var constant) -> {
                    if (constant.isPresent() && !constant.get()) {
                        faults.add(new RuleFault(place, rule.getName(), 1, 1, "never holds, whatever the change is"));
                    }
                    catchAll = constant.filter(holds -> holds).map(_ -> rule.getName());
                    try {
                        rules.add(new Rule(rule.getName(), condition,
                                new Ruling(Risk.of(rule.getRisk()), Flow.of(rule))));
                    } catch (IllegalArgumentException e) {
                        faults.add(new RuleFault(place, rule.getName(), 0, 0, e.getMessage()));
                    }
                }
            }
        }
        return faults.isEmpty() ? new Usable(new RuleBook(rules)) : new Refused(List.copyOf(faults));
    }
}
