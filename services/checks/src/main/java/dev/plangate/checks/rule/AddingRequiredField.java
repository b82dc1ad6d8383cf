package dev.plangate.checks.rule;

import dev.plangate.checks.sql.Identifiers;
import java.util.stream.Stream;

/** Rule 10. */
final class AddingRequiredField implements Rule {
    private static final RuleInfo INFO = new RuleInfo("adding-required-field", 1100, Level.ERROR,
            "A column is added that is NOT NULL and has no default.",
            "It fails on a table that has rows, for they have no value of it, and until the application writes the column, each INSERT of it fails.")
            .instead(
                    "Give it a constant default (free since version 11), or add it without NOT NULL, fill it in batches, and then make it NOT NULL by way of a CHECK"
                            + " constraint that is validated first.")
            .example("ALTER TABLE orders ADD COLUMN state text NOT NULL;",
                    "ALTER TABLE orders ADD COLUMN state text NOT NULL DEFAULT 'new';");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        return AddedColumn.of(review).filter(column -> column.has("CONSTR_NOTNULL") && !column.filled())
                .map(column -> finding(review, column));
    }

    private static Finding finding(Review review, AddedColumn column) {
        var table = review.table().written();
        String constraint = Identifiers.quoted(Identifiers.derived(table.name(),
                column.command().definition().path("colname").asText(), "not_null"));
        return review.finding(INFO, severity(review), column.command(),
                "It adds " + table + "." + column.name()
                        + " as NOT NULL without a default, which fails when the table has rows.",
                """
                        ALTER TABLE %1$s ADD COLUMN %2$s %3$s;
                        -- write it from the application, then in batches of a few thousand rows:
                        UPDATE %1$s SET %2$s = ... WHERE %2$s IS NULL AND ...;
                        ALTER TABLE %1$s ADD CONSTRAINT %4$s CHECK (%2$s IS NOT NULL) NOT VALID;
                        ALTER TABLE %1$s VALIDATE CONSTRAINT %4$s;
                        ALTER TABLE %1$s ALTER COLUMN %2$s SET NOT NULL;
                        ALTER TABLE %1$s DROP CONSTRAINT %4$s;"""
                        .formatted(table, column.name(), column.type(), constraint));
    }

    /** One row is enough to make it fail. */
    private static Severity severity(Review review) {
        var judged = review.sizes().losing(review.table());
        return new Severity(judged.level() == Level.INFO ? Level.INFO : Level.ERROR, judged.because());
    }
}
