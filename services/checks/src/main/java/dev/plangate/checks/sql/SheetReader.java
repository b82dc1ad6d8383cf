package dev.plangate.checks.sql;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Turns a text into a {@link ParsedSheet} with one instance of the grammar. */
final class SheetReader {
    private SheetReader() {}

    static ParsedSheet read(PgGrammar grammar, SourceText source) {
        return switch (grammar.parse(source.bytes())) {
            case PgGrammar.Answer.Refused refused -> refused(source, refused);
            case PgGrammar.Answer.Tree tree -> {
                try {
                    yield new ParsedSheet.Valid(source, statements(grammar, source, tree.json()));
                } catch (StreamConstraintsException e) {
                    yield new ParsedSheet.Unparsed(source,
                            "it nests more than " + TreeReader.MAX_DEPTH + " levels deep");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    private static ParsedSheet refused(SourceText source, PgGrammar.Answer.Refused refused) {
        // The grammar's own limits are worded as syntax errors, and are none.
        if (refused.message().startsWith("memory exhausted") || refused.message().startsWith("out of memory")
                || refused.message().startsWith("stack depth limit")) {
            return new ParsedSheet.Unparsed(source, "the grammar says: " + refused.message());
        }
        return RefusedText.explained(source, source.offsetOfCodePoint(Math.max(refused.character() - 1, 0)),
                refused.message());
    }

    private static List<Statement> statements(PgGrammar grammar, SourceText source, ByteBuffer json)
            throws IOException {
        var found = new ArrayList<Statement>();
        for (JsonNode raw : TreeReader.read(json).path("stmts")) {
            Range range = range(source, raw);
            found.add(statement(grammar, source, raw, range, source.text(range), new Place(found.size(), 0, true)));
        }
        return found;
    }

    /**
     * Statements that stand in the code of another.
     *
     * @param sql their text, which may differ from the sheet's where PL/pgSQL has words of its own
     */
    static List<Statement> inside(PgGrammar grammar, SourceText source, String sql, ByteBuffer json, Inner inner)
            throws IOException {
        var found = new ArrayList<Statement>();
        var own = new SourceText(sql);
        for (JsonNode raw : TreeReader.read(json).path("stmts")) {
            Range part = range(own, raw);
            Range range = inner.in(part);
            Ast.walk(raw, (_, node) -> inner.move(node));
            found.add(statement(grammar, source, raw, range, own.text(part),
                    new Place(inner.index(), inner.depth(), inner.placed())));
        }
        return found;
    }

    /**
     * Where a statement stands.
     *
     * @param depth how many bodies are around it
     * @param exact whether the sheet has its text at its range
     */
    private record Place(int index, int depth, boolean exact) {}

    private static Range range(SourceText source, JsonNode raw) {
        int from = raw.path("stmt_location").asInt(0);
        int length = raw.path("stmt_len").asInt(0);
        Range range = source.trimmed(new Range(from, length == 0 ? source.length() : from + length));
        return length == 0 ? withoutTail(source, range) : range;
    }

    private static Statement statement(PgGrammar grammar, SourceText source, JsonNode raw, Range range, String text,
            Place place) throws IOException {
        var root = raw.path("stmt").properties().iterator().next();
        var tree = root.getValue();
        var commands = place.exact() ? commands(source, range, root.getKey(), tree) : List.<Range>of();
        var body = new BodyReader(grammar, source, place.index(), place.depth()).read(range, root.getKey(), text, tree);
        return new Statement(place.index(), range, text, root.getKey(), tree,
                StatementTypes.of(root.getKey(), tree), commands, rows(tree), body);
    }

    /** The last statement reaches to the end of the text, comments included. */
    private static Range withoutTail(SourceText source, Range range) {
        var tokens = Tokens.of(source, range);
        return tokens.isEmpty() ? range : new Range(range.from(), tokens.getLast().to());
    }

    private static List<Range> commands(SourceText source, Range range, String node, JsonNode tree) {
        if (!"AlterTableStmt".equals(node)) {
            return List.of();
        }
        return AlterCommands.of(source, range, tree.path("relation").path("location").asInt(-1),
                tree.path("cmds").size());
    }

    private static long rows(JsonNode tree) {
        var select = tree.path("selectStmt").path("SelectStmt");
        return select.path("valuesLists" + TreeReader.TOTAL).asLong(select.path("valuesLists").size());
    }
}
