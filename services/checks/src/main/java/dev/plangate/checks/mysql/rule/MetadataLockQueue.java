package dev.plangate.checks.mysql.rule;

import dev.plangate.checks.mysql.Action;
import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.Level;
import dev.plangate.checks.rule.RuleInfo;
import dev.plangate.checks.rule.Severity;
import java.util.stream.Stream;

/** A table is changed without a limit to the waiting for its metadata lock. */
final class MetadataLockQueue implements MySqlRule {
    private static final RuleInfo INFO = new RuleInfo("metadata-lock-queue", 3030, Level.WARNING,
            "A table is changed without a limit to the waiting for its metadata lock.",
            "Each change waits until all transactions that use the table have ended, by default for a day or a year, and everything that comes after it waits behind it: one forgotten transaction and the table stands still.")
            .instead(
                    "Set lock_wait_timeout to a few seconds before, and try again when the change gives up. MariaDB knows ALTER TABLE ... WAIT 5 too.")
            .example("ALTER TABLE orders ADD COLUMN note TEXT;",
                    "SET SESSION lock_wait_timeout = 5;\nALTER TABLE orders ADD COLUMN note TEXT;")
            .of(SERVERS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(MySqlReview review) {
        var script = review.script();
        if (script.queued() || script.boundsLocks() || !waits(review.statement().action(), script)) {
            return Stream.empty();
        }
        return Stream.of(review.finding(INFO, new Severity(INFO.level(), ""),
                "It waits for its metadata lock without a limit, and all who come later wait behind it.",
                "SET SESSION lock_wait_timeout = 5;\n" + review.statement().text() + ";"));
    }

    /** Whether a statement waits, for longer than it says itself, for those who use a table. */
    static boolean waits(Action action, MySqlScript script) {
        return switch (action) {
            case Action.AlterTable alter -> !alter.bounded() && !script.created(alter.table());
            case Action.DropTables drop -> !drop.bounded() && !drop.temporary()
                    && !drop.tables().stream().allMatch(script::created);
            case Action.Truncate truncate -> !truncate.bounded() && !script.created(truncate.table());
            case Action.RenameTables rename ->
                rename.renamings().stream().anyMatch(one -> !script.created(one.from()));
            case Action.CreateTable create -> create.replace();
            case Action.DropSchema _,Action.Modify _,Action.SetVariables _,Action.Transaction _,Action.Use _,Action.Lock _,Action.Dynamic _,Action.Definition _,Action.Other _ ->
                false;
        };
    }
}
