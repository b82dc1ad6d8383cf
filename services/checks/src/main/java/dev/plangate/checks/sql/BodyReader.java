package dev.plangate.checks.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Looks into the code of DO blocks, functions and procedures. */
final class BodyReader {
    /** DO in DO in DO: beyond it nobody reads it either. */
    private static final int MAX_DEPTH = 3;

    private final PgGrammar grammar;
    private final SourceText source;
    private final int index;
    private final int depth;

    /** @param depth how many bodies are around this one */
    BodyReader(PgGrammar grammar, SourceText source, int index, int depth) {
        this.grammar = grammar;
        this.source = source;
        this.index = index;
        this.depth = depth;
    }

    /** Empty when the statement has no code, or code that the server does not look into either, as of C functions. */
    Optional<Body> read(Range statement, String node, String text, JsonNode tree) throws IOException {
        boolean runs = node.equals("DoStmt");
        if (!runs && !node.equals("CreateFunctionStmt")) {
            return Optional.empty();
        }
        String code = null;
        String language = runs ? "plpgsql" : "sql";
        int at = 0;
        for (JsonNode option : tree.path(runs ? "args" : "options")) {
            var element = option.path("DefElem");
            var argument = element.path("arg");
            if (element.path("defname").asText().equals("as")) {
                var parts = argument.has("List") ? Ast.strings(argument) : List.<String>of();
                code = argument.has("String")
                        ? argument.path("String").path("sval").asText("")
                        : String.join("", parts);
                at = element.path("location").asInt(0);
            } else if (element.path("defname").asText().equals("language")) {
                language = argument.path("String").path("sval").asText().toLowerCase(Locale.ROOT);
            }
        }
        if (code == null) {
            return Optional.empty(); // BEGIN ATOMIC: the grammar has read it
        }
        var literal = StringLiteral.find(source, statement, at, code)
                .orElse(new StringLiteral(statement, code, -1));
        return switch (language) {
            case "plpgsql" -> Optional.of(plpgsql(literal, text, runs));
            case "sql" -> runs ? other(literal, language) : Optional.of(sql(literal));
            default -> runs ? other(literal, language) : Optional.empty();
        };
    }

    private static Optional<Body> other(StringLiteral literal, String language) {
        return Optional.of(new Body(literal.range(), true, "code in " + language + " is not read"));
    }

    private Body sql(StringLiteral literal) {
        return switch (grammar.parse(literal.value().getBytes(UTF_8))) {
            case PgGrammar.Answer.Refused refused -> {
                int to = literal.range().to();
                int at = literal.verbatim()
                        ? source.offsetOfCodePoint(Math.max(refused.character() - 1, 0), literal.from())
                        : to;
                yield new Body(at < to ? new Range(at, to) : literal.range(), false, refused.message());
            }
            case PgGrammar.Answer.Tree _ -> new Body(literal.range(), false, "");
        };
    }

    private Body plpgsql(StringLiteral literal, String statement, boolean runs) throws IOException {
        if (depth >= MAX_DEPTH) {
            return new Body(literal.range(), runs, "it stands in more than " + MAX_DEPTH + " other blocks");
        }
        String answer = grammar.bodies(statement.getBytes(UTF_8));
        if (!answer.startsWith("{")) {
            return new Body(literal.range(), runs, answer.strip());
        }
        if (!runs) {
            return new Body(literal.range(), false, "");
        }
        var statements = new ArrayList<Statement>();
        var computed = new ArrayList<Range>();
        var search = new CodeSearch(literal.value());
        for (BodyPart part : BodyPart.of(TreeReader.read(ByteBuffer.wrap(answer.getBytes(UTF_8))))) {
            switch (part) {
                case BodyPart.Sql sql -> {
                    int found = search.find(sql.text(), sql.line());
                    if (found < 0 && sql.text().startsWith("SELECT")) { // which the parser writes for PERFORM
                        found = performed(search, sql);
                    }
                    statements.addAll(parsed(literal, found, sql.text()).orElseGet(List::of));
                }
                case BodyPart.Executed executed -> {
                    int found = search.find(executed.expression(), executed.line());
                    var constant = constant(executed.expression());
                    int begin = found < 0 || constant.isEmpty()
                            || !executed.expression().equals("'" + constant.get() + "'") ? -1 : found + 1;
                    var known = constant.flatMap(sql -> parsed(literal, begin, sql));
                    if (known.isPresent()) {
                        statements.addAll(known.get());
                    } else {
                        computed.add(place(literal, found, executed.expression()));
                    }
                }
            }
        }
        statements.sort(Comparator.comparingInt(one -> one.range().from()));
        computed.sort(Comparator.comparingInt(Range::from));
        return new Body(literal.range(), true, statements, computed, "");
    }

    private static int performed(CodeSearch search, BodyPart.Sql sql) {
        int found = -1;
        for (String verb : List.of("PERFORM", "perform", "Perform")) {
            found = found < 0 ? search.find(verb + sql.text().substring(6), sql.line()) : found;
        }
        return found < 0 ? -1 : found + 1; // so that the text behind the verb lies where it does in the sheet
    }

    private Range place(StringLiteral literal, int found, String text) {
        return found < 0 || !literal.verbatim()
                ? literal.range()
                : new Range(literal.from() + found, literal.from() + found + text.getBytes(UTF_8).length);
    }

    /** Empty when it is not SQL. */
    private Optional<List<Statement>> parsed(StringLiteral literal, int found, String sql) {
        return switch (grammar.parse(sql.getBytes(UTF_8))) {
            case PgGrammar.Answer.Refused _ -> Optional.empty();
            case PgGrammar.Answer.Tree tree -> {
                boolean placed = found >= 0 && literal.verbatim();
                var inner = placed
                        ? new Inner(index, literal.from() + found, depth + 1)
                        : new Inner(index, literal.range(), depth + 1);
                try {
                    yield Optional.of(SheetReader.inside(grammar, source, sql, tree.json(), inner));
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
        };
    }

    /** The text of an expression that is nothing but a string constant. */
    private Optional<String> constant(String expression) throws IOException {
        return switch (grammar.parse(("SELECT " + expression).getBytes(UTF_8))) {
            case PgGrammar.Answer.Refused _ -> Optional.empty();
            case PgGrammar.Answer.Tree tree -> {
                var value = TreeReader.read(tree.json())
                        .at("/stmts/0/stmt/SelectStmt/targetList/0/ResTarget/val/A_Const/sval/sval");
                yield value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
            }
        };
    }
}
