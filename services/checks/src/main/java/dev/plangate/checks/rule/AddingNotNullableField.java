package dev.plangate.checks.rule;

import dev.plangate.checks.catalog.Column;
import dev.plangate.checks.catalog.Table;
import dev.plangate.checks.sql.Identifiers;
import dev.plangate.checks.sql.RelationName;
import java.util.List;
import java.util.stream.Stream;

/** Rule 4. */
final class AddingNotNullableField implements Rule {
    private static final RuleInfo INFO = new RuleInfo("adding-not-nullable-field", 1040, Level.ERROR,
            "A column is made NOT NULL without proof that it has no nulls.",
            "It holds an ACCESS EXCLUSIVE lock while the whole table is scanned for nulls: nobody can read or write it until then.")
            .instead(
                    "Add CHECK (column IS NOT NULL) NOT VALID, validate it in a transaction of its own, then SET NOT NULL: from version 12 on it believes the"
                            + " constraint, which can be dropped again.")
            .example("ALTER TABLE orders ALTER COLUMN total SET NOT NULL;", """
                    ALTER TABLE orders ADD CONSTRAINT total_given CHECK (total IS NOT NULL) NOT VALID;
                    ALTER TABLE orders VALIDATE CONSTRAINT total_given;
                    ALTER TABLE orders ALTER COLUMN total SET NOT NULL;
                    ALTER TABLE orders DROP CONSTRAINT total_given;
                    """);
    /** From here on SET NOT NULL believes a validated CHECK. */
    private static final int CHECK_IS_PROOF = 12;

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        return review.alterationsInUse().flatMap(command -> columns(review, command)
                .filter(column -> !isProven(review, column)).map(column -> finding(review, command, column)));
    }

    /** A primary key makes the columns of its index NOT NULL; a new one is a matter of its own rule. */
    private static Stream<String> columns(Review review, AlterCommand command) {
        if (command.kind().equals("AT_SetNotNull")) {
            return Stream.of(command.name());
        }
        String index = command.definition().path("indexname").asText("");
        return command.constraint().equals("CONSTR_PRIMARY") && !index.isEmpty()
                ? review.script().index(new RelationName(review.table().name().schema(), index)).stream()
                        .flatMap(own -> own.columns().stream())
                        .filter(column -> review.table().column(column).isPresent())
                : Stream.empty();
    }

    private static boolean isProven(Review review, String column) {
        var table = review.table();
        if (table.column(column).map(Column::notNull).orElse(false)) {
            return true;
        }
        boolean onTarget = table.known().map(Table::constraints).stream().flatMap(List::stream)
                .anyMatch(constraint -> constraint.provesNotNull(column));
        return review.serverIsAtLeast(CHECK_IS_PROOF)
                && (onTarget || review.script().proofs().hold(table.name(), column));
    }

    private static Finding finding(Review review, AlterCommand command, String column) {
        var table = review.table();
        String constraint = Identifiers.quoted(Identifiers.derived(table.written().name(), column, "not_null"));
        String rewrite = """
                ALTER TABLE %1$s ADD CONSTRAINT %2$s CHECK (%3$s IS NOT NULL) NOT VALID;
                ALTER TABLE %1$s VALIDATE CONSTRAINT %2$s;
                ALTER TABLE %1$s ALTER COLUMN %3$s SET NOT NULL;
                ALTER TABLE %1$s DROP CONSTRAINT %2$s;""".formatted(table.written(), constraint,
                Identifiers.quoted(column));
        return review.finding(INFO, review.sizes().blocking(table), command,
                "It makes " + table.written() + "." + Identifiers.quoted(column)
                        + " NOT NULL, which scans the table for nulls.",
                rewrite);
    }
}
