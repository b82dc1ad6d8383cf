package dev.plangate.checks.rule;

import java.util.stream.Stream;

/** Rule 26, SET LOGGED and UNLOGGED. */
final class SetLogged implements Rule {
    private static final RuleInfo INFO = new RuleInfo("set-logged", 1260, Level.ERROR,
            "A table is made LOGGED or UNLOGGED.",
            "It holds an ACCESS EXCLUSIVE lock while the table and its indexes are copied, and to LOGGED all of it goes through the WAL: nobody can read or write the"
                    + " table until then. An UNLOGGED table is empty after a crash and on replicas.")
            .instead("Make a new table of the right kind, copy the rows in batches, and swap the tables by renaming.")
            .example("ALTER TABLE orders SET LOGGED;", """
                    CREATE TABLE orders_new (LIKE orders INCLUDING ALL);
                    -- then copy the rows in batches and swap the tables
                    """);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        var table = review.table().written();
        return review.alterationsInUse()
                .filter(command -> command.kind().equals("AT_SetLogged") || command.kind().equals("AT_SetUnLogged"))
                .map(command -> review.finding(INFO, review.sizes().blocking(review.table()), command,
                        "It copies " + table + " to make it "
                                + (command.kind().equals("AT_SetLogged") ? "LOGGED" : "UNLOGGED")
                                + ", under a lock that blocks reads and writes.",
                        """
                                CREATE%3$s TABLE %1$s (LIKE %2$s INCLUDING ALL);
                                -- write to both, copy the rows in batches, and swap the tables by renaming them"""
                                .formatted(
                                        table.derived("new"),
                                        table, command.kind().equals("AT_SetLogged") ? "" : " UNLOGGED")));
    }
}
