package dev.plangate.checks.rule;

import java.util.stream.Stream;

/** Rule 25, CREATE TRIGGER. */
final class CreateTrigger implements Rule {
    private static final RuleInfo INFO = new RuleInfo("create-trigger", 1250, Level.WARNING,
            "A trigger is added to a table that is there.",
            "It takes a SHARE ROW EXCLUSIVE lock: nobody can write to the table while it waits for that, and until its transaction ends. From then on every such write"
                    + " runs the trigger.")
            .instead(
                    "Set a lock_timeout, let the statement be the last of its transaction, and see that the function is fast, for it runs within every write.")
            .example("CREATE TRIGGER stamp BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION stamp();",
                    "CREATE TABLE orders_log (id bigint);\nCREATE TRIGGER stamp BEFORE UPDATE ON orders_log FOR EACH ROW EXECUTE FUNCTION stamp();");
    private static final int INSTEAD_OF = 64;

    @Override
    public RuleInfo info() {
        return INFO;
    }

    /** A trigger INSTEAD OF is one of a view. */
    @Override
    public Stream<Finding> check(Review review) {
        if (!review.statement().node().equals("CreateTrigStmt")
                || review.statement().tree().path("timing").asInt(0) == INSTEAD_OF || review.table().created()) {
            return Stream.empty();
        }
        return Stream.of(review.finding(INFO, new Severity(INFO.level(), ""),
                "It adds a trigger to " + review.table().written()
                        + " under a lock that blocks writes, and every later write runs it.",
                LockTimeouts.bounded(review)));
    }
}
