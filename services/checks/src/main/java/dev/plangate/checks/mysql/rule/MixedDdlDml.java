package dev.plangate.checks.mysql.rule;

import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.Level;
import dev.plangate.checks.rule.RuleInfo;
import dev.plangate.checks.rule.Severity;
import java.util.stream.Stream;

/** Rows and definitions are changed in one script. */
final class MixedDdlDml implements MySqlRule {
    private static final RuleInfo INFO = new RuleInfo("mixed-ddl-dml", 3190, Level.WARNING,
            "Rows and definitions are changed in one script.",
            "Each change of a definition commits what was done before, also in the middle of a transaction: when a later statement fails, nothing can be rolled back, and half of the script is done.")
            .instead("Put changes of tables and changes of rows into scripts of their own.")
            .example("UPDATE orders SET state = 'open' WHERE id = 7;\nALTER TABLE orders ADD COLUMN note TEXT;",
                    "UPDATE orders SET state = 'open' WHERE id = 7;")
            .of(SERVERS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(MySqlReview review) {
        var script = review.script();
        var kind = Mixture.of(review.statement().action(), script);
        boolean second = (kind == Mixture.Kind.DATA && script.defined())
                || (kind == Mixture.Kind.DEFINITION && script.changedRows());
        boolean commits = kind == Mixture.Kind.DEFINITION && script.uncommitted();
        if (!commits && (!second || script.mixed())) {
            return Stream.empty();
        }
        return Stream.of(review.finding(INFO, new Severity(commits ? Level.ERROR : INFO.level(), ""),
                commits
                        ? "It commits the open transaction with the rows that were changed in it."
                        : kind == Mixture.Kind.DATA
                                ? "It changes rows in a script that changes definitions before."
                                : "It changes a definition in a script that changes rows before.",
                ""));
    }
}
