package dev.plangate.checks.rule;

import dev.plangate.checks.sql.Ast;
import java.util.stream.Stream;

/** A domain with a constraint. */
final class BanCreateDomainWithConstraint implements Rule {
    private static final RuleInfo INFO = new RuleInfo("ban-create-domain-with-constraint", 1321, Level.WARNING,
            "A domain is made with a constraint.",
            "When the constraint has to change, the server scans every table that uses the domain, one after the other, under SHARE locks that block writes to all of"
                    + " them until the last is done.")
            .instead(
                    "Use the plain type, and put a CHECK constraint on each column: it can be added NOT VALID and validated.")
            .example("CREATE DOMAIN amount AS numeric CHECK (value >= 0);", "CREATE DOMAIN amount AS numeric;");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        var tree = review.statement().tree();
        boolean constrained = Ast.all(tree.path("constraints"), "Constraint").stream()
                .anyMatch(constraint -> constraint.path("contype").asText().matches("CONSTR_(CHECK|NOTNULL)"));
        return review.statement().node().equals("CreateDomainStmt") && constrained
                ? Stream.of(review.finding(INFO, new Severity(INFO.level(), ""),
                        "It makes the domain " + Ast.relation(Ast.strings(tree.path("domainname")))
                                + " with a constraint, which is hard to change once tables use it.",
                        "CREATE DOMAIN %s AS ...; -- without the constraint"
                                .formatted(Ast.relation(Ast.strings(tree.path("domainname"))))))
                : Stream.empty();
    }
}
