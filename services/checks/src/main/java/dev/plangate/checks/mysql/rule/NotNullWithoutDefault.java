package dev.plangate.checks.mysql.rule;

import dev.plangate.checks.mysql.Alteration;
import dev.plangate.checks.mysql.ColumnDefinition;
import dev.plangate.checks.mysql.TableName;
import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.Level;
import dev.plangate.checks.rule.RuleInfo;
import dev.plangate.checks.sql.Range;
import java.util.stream.Stream;

/** A column that must not be null is added without a default. */
final class NotNullWithoutDefault implements MySqlRule {
    private static final RuleInfo INFO = new RuleInfo("not-null-without-default", 3170, Level.ERROR,
            "A column that must not be null is added without a default.",
            "The server fills it with an empty text or zero without asking, or fails where there is none such; from then on each INSERT of a version of the application that does not know the column fails.")
            .instead(
                    "Add it with a default, or allow nulls first and forbid them when every version of the application writes it.")
            .example("ALTER TABLE orders ADD COLUMN region VARCHAR(20) NOT NULL;",
                    "SET SESSION lock_wait_timeout = 5;\nALTER TABLE orders ADD COLUMN region VARCHAR(20) NOT NULL DEFAULT 'none';")
            .of(SERVERS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(MySqlReview review) {
        return Stream.concat(review.alterations(Alteration.AddColumn.class)
                .filter(added -> isRequired(review, added.column()) && !isThere(review, added))
                .map(added -> finding(review, added.column(), added.range())),
                review.alterations(Alteration.ModifyColumn.class)
                        .filter(modified -> isRequired(review, modified.column())
                                && review.table().column(modified.old())
                                        .map(present -> !present.notNull()).orElse(false))
                        .map(modified -> finding(review, modified.column(), modified.range())));
    }

    private static boolean isRequired(MySqlReview review, ColumnDefinition column) {
        return column.notNull() && !column.defaulted() && !column.autoIncrement() && !column.primary()
                && column.generated() == ColumnDefinition.Generated.NO && !isStamped(review, column);
    }

    /** Older servers give the first TIMESTAMP of a table a default of their own. */
    private static boolean isStamped(MySqlReview review, ColumnDefinition column) {
        return column.type().name().equals("timestamp") && !review.version().isAtLeast(80_002, 101_000);
    }

    private static boolean isThere(MySqlReview review, Alteration.AddColumn added) {
        return added.ifNotExists() && review.table().column(added.column().name()).isPresent();
    }

    private static Finding finding(MySqlReview review, ColumnDefinition column, Range range) {
        return review.finding(INFO, review.sizes().losing(review.table().sized()), range,
                "The column " + TableName.quoted(column.name()) + " of " + review.table().written()
                        + " must not be null and has no default.",
                "ALTER TABLE " + review.table().written() + " ADD COLUMN " + TableName.quoted(column.name()) + " "
                        + column.type() + " NOT NULL DEFAULT ...;");
    }
}
