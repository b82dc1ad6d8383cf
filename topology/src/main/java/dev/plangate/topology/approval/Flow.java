package dev.plangate.topology.approval;

import dev.plangate.v1.ApprovalRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who has to approve. Flows have a partial order, {@link #covers}, and any two a least one above both, {@link #and}.
 *
 * @param steps all of them must be taken; no two ask the same roles; none = nobody has to approve
 * @param ordered whether each waits for the one before it; one step alone has no order
 */
public record Flow(List<Step> steps, boolean ordered) {
    /** Nobody. */
    public static final Flow NONE = new Flow(List.of(), false);

    public Flow {
        steps = List.copyOf(steps);
        ordered = ordered && steps.size() > 1;
        if (steps.stream().map(Step::roles).distinct().count() < steps.size()) {
            throw new IllegalArgumentException(
                    "two steps ask the same roles; wanted one step that requires as many people as both");
        }
    }

    /** @throws IllegalArgumentException if two steps ask the same roles, or one asks nobody */
    static Flow of(ApprovalRule rule) {
        return switch (rule.getOutcomeCase()) {
            case FLOW -> new Flow(rule.getFlow().getStepsList().stream().map(Step::of).toList(),
                    rule.getFlow().getOrdered());
            case NO_APPROVAL -> NONE;
            case OUTCOME_NOT_SET -> throw new IllegalArgumentException(
                    "nothing says who has to approve; wanted one of flow, no_approval");
        };
    }

    /** Whether nobody is spared who the other asks. */
    boolean covers(Flow other) {
        return (ordered || !other.ordered)
                && other.steps.stream().allMatch(step -> steps.stream().anyMatch(own -> own.covers(step)));
    }

    /** This one's steps, then those that only the other has. */
    Flow and(Flow other) {
        Map<List<String>, Integer> required = new LinkedHashMap<>();
        steps.forEach(step -> required.put(step.roles(), step.required()));
        other.steps.forEach(step -> required.merge(step.roles(), step.required(), Math::max));
        return new Flow(required.entrySet().stream().map(step -> new Step(step.getKey(), step.getValue())).toList(),
                ordered || other.ordered);
    }
}
