package dev.plangate.checks.rule;

import dev.plangate.checks.sql.Ast;
import dev.plangate.checks.sql.Identifiers;
import dev.plangate.checks.sql.RelationName;
import java.util.stream.Stream;

/** A constraint for a domain that is there. */
final class BanAlterDomainWithAddConstraint implements Rule {
    private static final RuleInfo INFO = new RuleInfo("ban-alter-domain-with-add-constraint", 1320, Level.ERROR,
            "A constraint is added to a domain and checked in one step, or the domain is made NOT NULL.",
            "The server scans every table that uses the domain, one after the other, and holds a SHARE lock on each until the last is done: nobody can write to any of"
                    + " them.")
            .instead("Add the constraint NOT VALID, and validate it in a transaction of its own.")
            .example("ALTER DOMAIN amount ADD CONSTRAINT positive CHECK (value >= 0);", """
                    ALTER DOMAIN amount ADD CONSTRAINT positive CHECK (value >= 0) NOT VALID;
                    ALTER DOMAIN amount VALIDATE CONSTRAINT positive;
                    """);
    private static final String ADD_CONSTRAINT = "C";
    private static final String SET_NOT_NULL = "O";

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        var tree = review.statement().tree();
        String kind = tree.path("subtype").asText();
        var constraint = tree.path("def").path("Constraint");
        if (!review.statement().node().equals("AlterDomainStmt")
                || isOfScript(review)
                || !(kind.equals(SET_NOT_NULL)
                        || (kind.equals(ADD_CONSTRAINT) && !constraint.path("skip_validation").asBoolean()))) {
            return Stream.empty();
        }
        String rewrite = kind.equals(ADD_CONSTRAINT) && constraint.path("contype").asText().equals("CONSTR_CHECK")
                ? rewrite(review, constraint.path("conname").asText(""))
                : "";
        return Stream.of(review.finding(INFO, new Severity(INFO.level(), ""),
                "It changes the domain " + domain(review)
                        + " and scans every table that uses it under locks that block writes.",
                rewrite));
    }

    private static String rewrite(Review review, String given) {
        var domain = domain(review);
        String name = Identifiers.quoted(given.isEmpty() ? Identifiers.derived(domain.name(), "check") : given);
        String text = review.statement().text();
        String named = given.isEmpty()
                ? text.replaceFirst("(?is)\\badd\\s+(?=check\\b)", "ADD CONSTRAINT " + name.replace("$", "\\$") + " ")
                : text;
        return """
                %s NOT VALID;
                -- in a transaction of its own:
                ALTER DOMAIN %s VALIDATE CONSTRAINT %s;""".formatted(named, domain, name);
    }

    private static RelationName domain(Review review) {
        return Ast.relation(Ast.strings(review.statement().tree().path("typeName")));
    }

    /** What the script made before, no table of the target uses. */
    private static boolean isOfScript(Review review) {
        return review.sheet().statements().subList(0, review.statement().index()).stream()
                .filter(statement -> statement.node().equals("CreateDomainStmt"))
                .anyMatch(statement -> Ast.relation(Ast.strings(statement.tree().path("domainname")))
                        .equals(domain(review)));
    }
}
