package dev.plangate.checks.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Looks into the code of DO blocks, functions and procedures. */
final class BodyReader {
    /** DO in DO in DO: beyond it nobody reads it either. */
    private static final int MAX_DEPTH = 3;
    /** What the parser says of variables of composite types, which it cannot look up: no mistake of the code. */
    private static final Pattern NEEDS_TYPES = Pattern.compile(
            "\"[^\"]+\\.[^\"]+\" is not a known variable|record variable cannot be part of multiple-item INTO list",
            Pattern.DOTALL);

    /** A type that means any row as well as a record does. */
    private static final Pattern ROW_TYPE = Pattern.compile("[\\p{L}\\p{N}_.\"]+%rowtype", Pattern.CASE_INSENSITIVE);

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
        if (NEEDS_TYPES.matcher(answer.strip()).matches()) {
            answer = grammar.bodies(ROW_TYPE.matcher(statement).replaceAll("record").getBytes(UTF_8));
        }
        if (!answer.startsWith("{")) {
            return new Body(literal.range(), runs, problem(answer.strip(), runs));
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
                    int performed = found < 0 ? performed(search, sql) : -1;
                    statements.addAll(parsed(sql.text(), inner(literal, found, performed)).orElseGet(List::of));
                }
                case BodyPart.Executed executed -> {
                    int found = search.find(executed.expression(), executed.line());
                    var place = place(literal, found, executed.expression());
                    var known = executed(literal, found, place, executed.expression());
                    if (known.isPresent()) {
                        statements.addAll(known.get());
                    } else {
                        computed.add(place);
                    }
                }
            }
        }
        statements.sort(Comparator.comparingInt(one -> one.range().from()));
        computed.sort(Comparator.comparingInt(Range::from));
        return new Body(literal.range(), true, statements, computed, "");
    }

    private static String problem(String said, boolean runs) {
        if (!NEEDS_TYPES.matcher(said).matches()) {
            return said;
        }
        return runs ? "that needs types which only the target knows (" + said + ")" : "";
    }

    /** Where PERFORM stands, of which the parser makes SELECT; -1 = it does not. */
    private static int performed(CodeSearch search, BodyPart.Sql sql) {
        int found = -1;
        for (String verb : sql.text().startsWith("SELECT")
                ? List.of("PERFORM", "perform", "Perform")
                : List.<String>of()) {
            found = found < 0 ? search.find(verb + sql.text().substring("SELECT".length()), sql.line()) : found;
        }
        return found;
    }

    private Inner inner(StringLiteral literal, int found, int performed) {
        if (!literal.verbatim() || Math.max(found, performed) < 0) {
            return new Inner(index, literal.range(), depth + 1);
        }
        return found >= 0
                ? new Inner(index, literal.from() + found, 0, depth + 1)
                : new Inner(index, literal.from() + performed + 1, 1, depth + 1);
    }

    private static Range place(StringLiteral literal, int found, String text) {
        return found < 0 || !literal.verbatim()
                ? literal.range()
                : new Range(literal.from() + found, literal.from() + found + text.getBytes(UTF_8).length);
    }

    /** What EXECUTE runs, where it is a constant that is SQL. */
    private Optional<List<Statement>> executed(StringLiteral literal, int found, Range place, String expression)
            throws IOException {
        var constant = constant(expression);
        boolean verbatim = found >= 0 && literal.verbatim()
                && constant.map(sql -> expression.equals("'" + sql + "'")).orElse(false);
        var inner = verbatim
                ? new Inner(index, place.from() + 1, 0, depth + 1)
                : new Inner(index, place, depth + 1);
        return constant.flatMap(sql -> parsed(sql, inner));
    }

    /** Empty when it is not SQL. */
    private Optional<List<Statement>> parsed(String sql, Inner inner) {
        return switch (grammar.parse(sql.getBytes(UTF_8))) {
            case PgGrammar.Answer.Refused _ -> Optional.empty();
            case PgGrammar.Answer.Tree tree -> {
                try {
                    yield Optional.of(SheetReader.inside(grammar, source, sql, tree.json(), inner));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
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
