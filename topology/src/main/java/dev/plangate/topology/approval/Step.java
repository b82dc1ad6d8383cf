package dev.plangate.topology.approval;

import dev.plangate.v1.ApprovalRequirement;
import java.util.List;

/**
 * One step of an approval: N of M.
 *
 * @param roles {@code roles/{role}}, each once, sorted; a person of any of them counts
 * @param required how many people, from 1
 */
public record Step(List<String> roles, int required) {
    public Step {
        roles = roles.stream().distinct().sorted().toList();
        if (roles.isEmpty() || required < 1) {
            throw new IllegalArgumentException("a step asks 1 person or more of 1 role or more, got " + required
                    + " of " + roles);
        }
    }

    static Step of(ApprovalRequirement.Step step) {
        return new Step(step.getRolesList(), step.getRequired());
    }

    /** As others read it. */
    public ApprovalRequirement.Step message() {
        return ApprovalRequirement.Step.newBuilder().addAllRoles(roles).setRequired(required).build();
    }

    boolean covers(Step other) {
        return roles.equals(other.roles) && required >= other.required;
    }
}
