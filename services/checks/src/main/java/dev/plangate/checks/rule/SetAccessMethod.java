package dev.plangate.checks.rule;

import dev.plangate.checks.sql.Identifiers;
import java.util.stream.Stream;

/** Rule 26, SET ACCESS METHOD. */
final class SetAccessMethod implements Rule {
    private static final RuleInfo INFO = new RuleInfo("set-access-method", 1262, Level.ERROR,
            "A table gets another access method.",
            "It holds an ACCESS EXCLUSIVE lock while every row and index is rewritten: nobody can read or write the table until then.")
            .on(Versions.from(15))
            .instead(
                    "Make a new table with the access method, copy the rows in batches, and swap the tables by renaming.")
            .example("ALTER TABLE orders SET ACCESS METHOD heap;", """
                    CREATE TABLE orders_new (LIKE orders INCLUDING ALL) USING heap;
                    -- then copy the rows in batches and swap the tables
                    """);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        if (review.alterations().isEmpty() || review.table().created() || review.table().partitioned()) {
            return Stream.empty();
        }
        var table = review.table().written();
        return review.alterations().stream().filter(command -> command.kind().equals("AT_SetAccessMethod"))
                .map(command -> review.finding(INFO, review.sizes().blocking(review.table()), command,
                        "It rewrites " + table
                                + " for another access method, under a lock that blocks reads and writes.",
                        """
                                CREATE TABLE %1$s (LIKE %2$s INCLUDING ALL)%3$s;
                                -- write to both, copy the rows in batches, and swap the tables by renaming them"""
                                .formatted(
                                        table.derived("new"),
                                        table,
                                        command.name().isEmpty()
                                                ? ""
                                                : " USING " + Identifiers
                                                        .quoted(command.name()))));
    }
}
