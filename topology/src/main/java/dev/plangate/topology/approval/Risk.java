package dev.plangate.topology.approval;

import dev.plangate.v1.ApprovalRequirement;

/** How dangerous a change is, from little to much. */
public enum Risk {
    LOW, MODERATE, HIGH;

    /** What nobody knows is HIGH. */
    static Risk of(ApprovalRequirement.Risk risk) {
        return switch (risk) {
            case LOW -> LOW;
            case MODERATE -> MODERATE;
            case HIGH, RISK_UNSPECIFIED, UNRECOGNIZED -> HIGH;
        };
    }

    /** As others read it. */
    public ApprovalRequirement.Risk message() {
        return switch (this) {
            case LOW -> ApprovalRequirement.Risk.LOW;
            case MODERATE -> ApprovalRequirement.Risk.MODERATE;
            case HIGH -> ApprovalRequirement.Risk.HIGH;
        };
    }

    Risk or(Risk other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
