package dev.plangate.checks.mysql.rule;

import dev.plangate.checks.mysql.Action;
import dev.plangate.checks.mysql.Alteration;
import dev.plangate.checks.mysql.TableName;
import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.Level;
import dev.plangate.checks.rule.RuleInfo;
import dev.plangate.checks.rule.Severity;
import dev.plangate.checks.sql.Range;
import java.util.stream.Stream;

/** Rule 23 of MySQL, renamed tables. */
final class MySqlRenamingTable implements MySqlRule {
    private static final RuleInfo INFO = new RuleInfo("renaming-table", 3130, Level.ERROR, "A table is renamed.",
            "Every version of the application that still uses the old name fails from then on, also one that is just being replaced.")
            .instead(
                    "Rename it and leave a view of the old name in one go until no version uses it any more: RENAME TABLE, then CREATE VIEW.")
            .example("ALTER TABLE orders RENAME TO purchases;", "CREATE VIEW purchases AS SELECT * FROM orders;")
            .of(SERVERS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(MySqlReview review) {
        var altered = review.alterations(Alteration.RenameTo.class)
                .map(to -> finding(review, review.table().written(), to.to(), to.range()));
        var renamed = review.statement().action() instanceof Action.RenameTables rename
                ? rename.renamings().stream().filter(one -> !review.script().created(one.from()))
                        .filter(one -> !isSwap(rename, one))
                        .map(one -> finding(review, one.from(), one.to(), review.statement().range()))
                : Stream.<Finding>empty();
        return Stream.concat(altered, renamed);
    }

    /** Another table takes the name in the same step, as the tools that change tables online do it. */
    private static boolean isSwap(Action.RenameTables rename, Action.RenameTables.Renaming one) {
        return rename.renamings().stream().anyMatch(other -> other.to().equals(one.from()))
                || rename.renamings().stream().anyMatch(other -> other.from().equals(one.to()));
    }

    private static Finding finding(MySqlReview review, TableName from, TableName to, Range range) {
        return review.finding(INFO, new Severity(INFO.level(), ""), range, "It renames " + from + " to " + to + ".",
                "RENAME TABLE " + from + " TO " + to + ";\nCREATE VIEW " + from + " AS SELECT * FROM " + to
                        + "; -- until no version of the application uses the old name");
    }
}
