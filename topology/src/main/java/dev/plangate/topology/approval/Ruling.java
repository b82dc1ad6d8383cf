package dev.plangate.topology.approval;

import java.util.List;

/** What a rule leads to. */
public record Ruling(Risk risk, Flow flow) {
    /** What no rule is stricter than, together with all rules: see {@link ApprovalFinding}. */
    static final Ruling BUILT_IN = new Ruling(Risk.HIGH, new Flow(
            List.of(new Step(List.of("roles/projectOwner"), 1), new Step(List.of("roles/workspaceDBA"), 1)), true));

    boolean covers(Ruling other) {
        return risk.compareTo(other.risk) >= 0 && flow.covers(other.flow);
    }

    Ruling and(Ruling other) {
        return new Ruling(risk.or(other.risk), flow.and(other.flow));
    }
}
