package dev.plangate.checks.mysql.rule;

import dev.plangate.checks.mysql.Alteration;
import dev.plangate.checks.mysql.TableName;
import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.Level;
import dev.plangate.checks.rule.RuleInfo;
import dev.plangate.checks.rule.Severity;
import dev.plangate.checks.sql.Range;
import java.util.stream.Stream;

/** Rule 23 of MySQL, renamed columns. */
final class MySqlRenamingColumn implements MySqlRule {
    private static final RuleInfo INFO = new RuleInfo("renaming-column", 3140, Level.ERROR, "A column is renamed.",
            "Every version of the application that still uses the old name fails from then on, also one that is just being replaced.")
            .instead(
                    "Add a column of the new name, write both, copy the values in batches, and drop the old one when nobody uses it any more.")
            .example("ALTER TABLE orders RENAME COLUMN note TO remark;",
                    "SET SESSION lock_wait_timeout = 5;\nALTER TABLE orders ADD COLUMN remark TEXT;")
            .of(SERVERS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(MySqlReview review) {
        var renamed = review.alterations(Alteration.RenameColumn.class)
                .map(one -> finding(review, one.from(), one.to(), one.range()));
        var changed = review.alterations(Alteration.ModifyColumn.class)
                .filter(one -> !one.old().equalsIgnoreCase(one.column().name()))
                .map(one -> finding(review, one.old(), one.column().name(), one.range()));
        return Stream.concat(renamed, changed);
    }

    private static Finding finding(MySqlReview review, String from, String to, Range range) {
        return review.finding(INFO, new Severity(INFO.level(), ""), range,
                "It renames the column " + TableName.quoted(from) + " of " + review.table().written() + " to "
                        + TableName.quoted(to) + ".",
                "");
    }
}
