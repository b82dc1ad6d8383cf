package dev.plangate.checks.rule;

import java.util.stream.Stream;

/** Rule 14. */
final class AddingExclusionConstraint implements Rule {
    private static final RuleInfo INFO = new RuleInfo("adding-exclusion-constraint", 1140, Level.ERROR,
            "An exclusion constraint is added to a table that is there.",
            "It holds an ACCESS EXCLUSIVE lock while its index is built and every row is compared: nobody can read or write the table until then. There is neither"
                    + " a concurrent nor a NOT VALID form, and an index that is there cannot be used.")
            .instead(
                    "Make a new table with the constraint, write to both, copy the rows in batches, and swap them by renaming; or do it while nobody uses the table.")
            .example("ALTER TABLE bookings ADD CONSTRAINT no_overlap EXCLUDE USING gist (during WITH &&);", """
                    CREATE TABLE bookings_new (LIKE bookings INCLUDING ALL);
                    ALTER TABLE bookings_new ADD CONSTRAINT no_overlap EXCLUDE USING gist (during WITH &&);
                    -- then copy the rows in batches and swap the tables
                    """);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        var table = review.table().written();
        return review.alterationsInUse().filter(command -> command.constraint().equals("CONSTR_EXCLUSION"))
                .map(command -> review.finding(INFO, review.sizes().blocking(review.table()), command,
                        "It adds an exclusion constraint to " + table
                                + " and builds its index under a lock that blocks reads and writes.",
                        """
                                CREATE TABLE %1$s (LIKE %2$s INCLUDING ALL);
                                ALTER TABLE %1$s %3$s;
                                -- write to both, copy the rows in batches, and swap the tables by renaming them"""
                                .formatted(table.derived("new"), table, text(review, command))));
    }

    private static String text(Review review, AlterCommand command) {
        String text = review.text(command);
        return text.isEmpty() ? "ADD EXCLUDE ..." : text;
    }
}
