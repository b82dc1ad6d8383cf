package dev.plangate.checks.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plangate.checks.catalog.Column;
import dev.plangate.checks.sql.Ast;
import dev.plangate.checks.sql.Identifiers;
import java.util.stream.Stream;

/** Rule 6: CHECK and NOT NULL constraints; foreign keys have a rule of their own. */
final class ConstraintMissingNotValid implements Rule {
    private static final RuleInfo INFO = new RuleInfo("constraint-missing-not-valid", 1060, Level.ERROR,
            "A CHECK or NOT NULL constraint is added and checked in one step.",
            "It holds an ACCESS EXCLUSIVE lock while the whole table is scanned: nobody can read or write it until then.")
            .instead(
                    "Add it NOT VALID, and validate it in a transaction of its own: that takes a lock which lets everybody read and write.")
            .example("ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0);", """
                    ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0) NOT VALID;
                    ALTER TABLE orders VALIDATE CONSTRAINT total_positive;
                    """);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        return review.alterationsInUse().flatMap(command -> switch (command.constraint()) {
            case "CONSTR_CHECK",
                    "CONSTR_NOTNULL" ->
                command.notValid() || isKnown(review, command)
                        ? Stream.empty()
                        : Stream.of(constraint(review, command));
            default -> command.columnConstraints().stream()
                    .filter(constraint -> constraint.path("contype").asText().equals("CONSTR_CHECK")
                            && command.enforces(constraint))
                    .map(check -> column(review, command, check));
        });
    }

    /** NOT NULL on a column that is so already scans nothing. */
    private static boolean isKnown(Review review, AlterCommand command) {
        var keys = Ast.strings(command.definition().path("keys"));
        return command.constraint().equals("CONSTR_NOTNULL") && keys.size() == 1
                && review.table().column(keys.getFirst()).map(Column::notNull)
                        .orElse(false);
    }

    private static Finding constraint(Review review, AlterCommand command) {
        var table = review.table();
        String name = Identifiers.derived(table.written().name(),
                command.constraint().equals("CONSTR_CHECK") ? "check" : "not_null");
        return finding(review, command, AddedConstraint.rewrite(table.written(), review.text(command),
                command.definition().path("conname").asText(""), name));
    }

    private static Finding column(Review review, AlterCommand command, JsonNode check) {
        var table = review.table().written();
        String column = command.definition().path("colname").asText();
        String given = check.path("conname").asText("");
        String name = Identifiers.quoted(given.isEmpty() ? Identifiers.derived(table.name(), column, "check") : given);
        var text = ConstraintText.of(review, command, check);
        return finding(review, command,
                """
                        ALTER TABLE %1$s %3$s;
                        ALTER TABLE %1$s ADD CONSTRAINT %2$s %4$s NOT VALID;
                        -- in a transaction of its own:
                        ALTER TABLE %1$s VALIDATE CONSTRAINT %2$s;"""
                        .formatted(table, name, text.without(),
                                text.text()));
    }

    private static Finding finding(Review review, AlterCommand command, String rewrite) {
        return review.finding(INFO, review.sizes().blocking(review.table()), command,
                "It adds a constraint to " + review.table().written()
                        + " and checks every row under a lock that blocks reads and writes.",
                rewrite);
    }
}
