package dev.plangate.checks.mysql;

import dev.plangate.checks.sql.Range;
import java.util.List;

/**
 * A statement that was cut out of a sheet, before any grammar saw it.
 *
 * @param tokens at least one
 * @param marks of comments in it that are code
 */
record Cut(List<Token> tokens, List<Range> marks) {
    Range range() {
        return new Range(tokens.getFirst().from(), tokens.getLast().to());
    }
}
