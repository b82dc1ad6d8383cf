package dev.plangate.topology.approval;

import dev.plangate.v1.ApprovalRequirement;
import dev.plangate.v1.ApprovalRule;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A change of which everything is known, rules, and what makes some of it unknown. */
final class Changes {
    static final Facts KNOWN = new Facts("projects/shop", Optional.of(List.of("ALTER_TABLE", "UPDATE")),
            OptionalLong.of(500), Optional.of(List.of("prod", "test")), Optional.of(List.of("POSTGRES")),
            Optional.of(List.of("public.orders", "public.users")), OptionalLong.of(3), OptionalLong.of(3));

    private Changes() {}

    /** The facts whose bit is set are unknown. */
    static Facts without(Facts facts, int bits) {
        return new Facts(facts.project(), (bits & 1) == 0 ? facts.statementTypes() : Optional.empty(),
                (bits & 2) == 0 ? facts.affectedRows() : OptionalLong.empty(),
                (bits & 4) == 0 ? facts.environments() : Optional.empty(),
                (bits & 8) == 0 ? facts.engines() : Optional.empty(),
                (bits & 16) == 0 ? facts.changedTables() : Optional.empty(),
                (bits & 32) == 0 ? facts.targetsChecked() : OptionalLong.empty(),
                (bits & 64) == 0 ? facts.targetsDerived() : OptionalLong.empty());
    }

    static ApprovalRule rule(String name, String condition, ApprovalRequirement.Risk risk, String... roles) {
        var rule = ApprovalRule.newBuilder().setName(name).setCondition(condition).setRisk(risk);
        if (roles.length == 0) {
            return rule.setNoApproval(ApprovalRule.NoApproval.getDefaultInstance()).build();
        }
        for (String role : roles) {
            rule.getFlowBuilder().addSteps(ApprovalRequirement.Step.newBuilder().addRoles(role).setRequired(1));
        }
        return rule.build();
    }

    static RuleBook book(ApprovalRule... rules) {
        return switch (RuleBook.read(List.of(rules))) {
            case RuleBook.Usable(var book) -> book;
            case RuleBook.Refused(var faults) -> throw new AssertionError(faults.toString());
        };
    }
}
