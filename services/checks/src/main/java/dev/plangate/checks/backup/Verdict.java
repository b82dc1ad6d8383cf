package dev.plangate.checks.backup;

import dev.plangate.checks.sql.RelationName;
import dev.plangate.checks.sql.Statement;
import java.util.OptionalLong;

/** What was found of one statement that changes or loses rows. */
public sealed interface Verdict {
    /** The statement. */
    Statement statement();

    /**
     * Its rows can be copied right before it runs, in the same transaction.
     *
     * @param copy where they go
     * @param rows how many, by the planner; empty = not known
     * @param bytes how much space they take, by the table's average row; empty = not known
     */
    record Possible(Statement statement, RelationName table, RelationName copy, OptionalLong rows, OptionalLong bytes)
            implements
                Verdict {}

    /**
     * They cannot.
     *
     * @param reason a sentence
     * @param remedy what to do, a sentence
     */
    record Impossible(Statement statement, String reason, String remedy) implements Verdict {}
}
