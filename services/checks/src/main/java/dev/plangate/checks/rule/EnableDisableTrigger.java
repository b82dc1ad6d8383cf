package dev.plangate.checks.rule;

import java.util.stream.Stream;

/** Rule 25, ALTER TABLE ... ENABLE or DISABLE TRIGGER. */
final class EnableDisableTrigger implements Rule {
    private static final RuleInfo INFO = new RuleInfo("enable-disable-trigger", 1251, Level.WARNING,
            "Triggers are switched on or off.",
            "It takes a SHARE ROW EXCLUSIVE lock: nobody can write to the table while it waits for that, and until its transaction ends. It holds for all sessions, and"
                    + " DISABLE TRIGGER ALL switches off the checks of foreign keys too: wrong rows stay.")
            .instead(
                    "Let the trigger's function look at a setting of the session, or set session_replication_role for the one session that must write without triggers.")
            .example("ALTER TABLE orders DISABLE TRIGGER audit;",
                    "SET LOCAL session_replication_role = replica; -- for this transaction of this session only");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        return review.alterationsInUse().filter(AlterLocks::isTrigger)
                .map(command -> review.finding(INFO, new Severity(level(command), ""), command,
                        "It switches triggers of " + review.table().written() + " "
                                + (command.kind().startsWith("AT_Disable") ? "off" : "on")
                                + " under a lock that blocks writes, for all sessions.",
                        LockTimeouts.bounded(review)));
    }

    /** ALL means those of foreign keys too. */
    private static Level level(AlterCommand command) {
        return command.kind().equals("AT_DisableTrigAll") ? Level.ERROR : INFO.level();
    }
}
