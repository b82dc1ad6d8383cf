package dev.plangate.checks.rule;

import dev.plangate.checks.catalog.Column;
import dev.plangate.checks.catalog.Table;
import dev.plangate.checks.sql.Identifiers;
import java.util.List;
import java.util.stream.Stream;

/** Rule 4. */
final class AddingNotNullableField implements Rule {
    private static final RuleInfo INFO = new RuleInfo("adding-not-nullable-field", 1040, Level.ERROR,
            "A column is made NOT NULL without proof that it has no nulls.",
            "It holds an ACCESS EXCLUSIVE lock while the whole table is scanned for nulls: nobody can read or write it until then.");
    /** From here on SET NOT NULL believes a validated CHECK. */
    private static final int CHECK_IS_PROOF = 12;

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        if (review.alterations().isEmpty() || review.table().created()) {
            return Stream.empty();
        }
        return review.alterations().stream().filter(command -> command.kind().equals("AT_SetNotNull"))
                .filter(command -> !isProven(review, command.name())).map(command -> finding(review, command));
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

    private static Finding finding(Review review, AlterCommand command) {
        var table = review.table();
        String constraint = Identifiers.quoted(Identifiers.derived(table.written().name(), command.name(), "not_null"));
        String rewrite = """
                ALTER TABLE %1$s ADD CONSTRAINT %2$s CHECK (%3$s IS NOT NULL) NOT VALID;
                ALTER TABLE %1$s VALIDATE CONSTRAINT %2$s;
                ALTER TABLE %1$s ALTER COLUMN %3$s SET NOT NULL;
                ALTER TABLE %1$s DROP CONSTRAINT %2$s;""".formatted(table.written(), constraint,
                Identifiers.quoted(command.name()));
        return review.finding(INFO, review.sizes().blocking(table), command,
                "It makes " + table.written() + "." + Identifiers.quoted(command.name())
                        + " NOT NULL, which scans the table for nulls.",
                rewrite);
    }
}
