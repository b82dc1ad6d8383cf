package dev.plangate.checks.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * One statement of a sheet, as PostgreSQL's grammar delimits it.
 *
 * @param index from 0, in the order of the sheet
 * @param range from its first to behind its last token, without the semicolon
 * @param text of that range, verbatim
 * @param node name of the root of its syntax tree: "AlterTableStmt"
 * @param tree what is below that root, as libpg_query writes it; of more than 1,000 rows or list members only the first are kept, see {@link #rows}
 * @param type its kind: "ALTER_TABLE"
 * @param commands for ALTER TABLE: the range of each of its commands, in order; empty when it has none of its own
 * @param rows for INSERT ... VALUES: how many rows it lists, else 0
 * @param body for DO, CREATE FUNCTION and CREATE PROCEDURE: the code, if it is text
 */
public record Statement(int index, Range range, String text, String node, JsonNode tree, String type,
        List<Range> commands, long rows, Optional<Body> body) {
    public Statement {
        commands = List.copyOf(commands);
    }

    /** The range of ALTER TABLE's command, the whole statement when it is not known. */
    public Range command(int i) {
        return i < commands.size() ? commands.get(i) : range;
    }
}
