package dev.plangate.checks.rule;

import dev.plangate.checks.sql.Identifiers;
import java.util.List;
import java.util.stream.Stream;

/** Rule 12. */
final class ValidateInSameTransaction implements Rule {
    private static final RuleInfo INFO = new RuleInfo("validate-in-same-transaction", 1120, Level.ERROR,
            "A constraint is validated in the transaction that added it.",
            "The strong lock of ADD CONSTRAINT is held until the end of the transaction, and so for the whole scan that VALIDATE makes: NOT VALID gains nothing.")
            .instead("Commit behind ADD CONSTRAINT ... NOT VALID, and validate in a transaction of its own.")
            .example("""
                    BEGIN;
                    ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0) NOT VALID;
                    ALTER TABLE orders VALIDATE CONSTRAINT total_positive;
                    COMMIT;
                    """, """
                    ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0) NOT VALID;
                    ALTER TABLE orders VALIDATE CONSTRAINT total_positive;
                    """);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        return review.alterationsInUse()
                .filter(command -> command.kind().equals("AT_ValidateConstraint") && isOfTransaction(review, command))
                .map(command -> review.finding(INFO, review.sizes().blocking(review.table()), command,
                        "It validates " + Identifiers.quoted(command.name())
                                + " while the strong lock of adding it is still held.",
                        "-- in a transaction of its own:\nALTER TABLE %s VALIDATE CONSTRAINT %s;"
                                .formatted(review.table().written(), Identifiers.quoted(command.name()))));
    }

    /** Whether the constraint that is validated was added by the same statement, or by an earlier one of the open transaction. */
    static boolean isOfTransaction(Review review, AlterCommand validate) {
        var table = review.table().name();
        var earlier = review.script().transaction().map(Transaction::statements).stream().flatMap(List::stream)
                .filter(statement -> statement.node().equals("AlterTableStmt"))
                .filter(statement -> review.script().table(statement.tree().path("relation")).name().equals(table))
                .flatMap(statement -> AlterCommand.of(statement.tree()).stream());
        return Stream.concat(earlier, review.alterations().stream())
                .anyMatch(command -> command.kind().equals("AT_AddConstraint") && command.notValid()
                        && command.definition().path("conname").asText("").equals(validate.name()));
    }
}
