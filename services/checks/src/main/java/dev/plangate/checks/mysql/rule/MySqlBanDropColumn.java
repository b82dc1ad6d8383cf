package dev.plangate.checks.mysql.rule;

import dev.plangate.checks.mysql.Alteration;
import dev.plangate.checks.mysql.TableName;
import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.Level;
import dev.plangate.checks.rule.RuleInfo;
import dev.plangate.checks.rule.Severity;
import java.util.stream.Stream;

/** Rule 23 of MySQL, DROP COLUMN. */
final class MySqlBanDropColumn implements MySqlRule {
    private static final RuleInfo INFO = new RuleInfo("ban-drop-column", 3100, Level.WARNING, "A column is dropped.",
            "Its values are gone, and every version of the application that still names it fails, also one that is just being replaced.")
            .instead(
                    "Take the column out of the application first, everywhere, and drop it later; on MySQL 8.0 it can be made INVISIBLE before.")
            .example("ALTER TABLE orders DROP COLUMN note;",
                    "-- plangate:ignore ban-drop-column: no version of the application has used it for a month\nALTER TABLE orders DROP COLUMN note;")
            .of(SERVERS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(MySqlReview review) {
        return review.alterations(Alteration.DropColumn.class)
                .map(dropped -> review.finding(INFO, new Severity(INFO.level(), ""), dropped.range(),
                        "It drops the column " + TableName.quoted(dropped.column()) + " of "
                                + review.table().written() + ".",
                        ""));
    }
}
