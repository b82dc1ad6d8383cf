package dev.plangate.db.row;

import dev.plangate.v1.ApprovalRequirement;

/**
 * Who has to approve a plan, as it was found last. Table approval_requirement.
 *
 * @param position offset of its record in the plan's partition of plangate.approval-requirements
 */
public record ApprovalRequirementRow(long position, ApprovalRequirement requirement) {

    public ApprovalRequirementRow {
        Require.atLeast("position", position, 0);
        Require.text("plan", requirement.getPlan());
    }
}
