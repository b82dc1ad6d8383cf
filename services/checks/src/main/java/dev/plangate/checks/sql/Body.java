package dev.plangate.checks.sql;

import java.util.List;

/**
 * The code of a DO block, a function or a procedure.
 *
 * @param range of the literal that it stands in
 * @param runs whether the statement runs it at once, as DO does
 * @param statements SQL of a body that runs, in the order of the text; all have the index of the statement around them. Control flow is not followed: each
 *        of them may run
 * @param computed where a body that runs executes SQL that is put together only then
 * @param problem why it was not read, in the grammar's own words; empty = it was
 */
public record Body(Range range, boolean runs, List<Statement> statements, List<Range> computed, String problem) {
    public Body {
        statements = List.copyOf(statements);
        computed = List.copyOf(computed);
    }

    Body(Range range, boolean runs, String problem) {
        this(range, runs, List.of(), List.of(), problem);
    }
}
