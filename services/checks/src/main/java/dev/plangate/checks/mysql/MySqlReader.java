package dev.plangate.checks.mysql;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.plangate.checks.mysql.Grammar.Mistake;
import dev.plangate.checks.sql.Comment;
import dev.plangate.checks.sql.Dialect;
import dev.plangate.checks.sql.ParsedSheet;
import dev.plangate.checks.sql.Placeholder;
import dev.plangate.checks.sql.Range;
import dev.plangate.checks.sql.SourceText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;

/** Turns a text into a {@link MySqlSheet}: cut, each statement held against the grammars, then read. */
final class MySqlReader {
    /** Brackets within brackets; a grammar's time and stack grow with them. */
    static final int MAX_DEPTH = 400;

    private final SourceText source;
    private final Dialect dialect;
    private final byte[] utf8;

    private MySqlReader(SourceText source, Dialect dialect) {
        this.source = source;
        this.dialect = dialect;
        this.utf8 = source.text(new Range(0, source.length())).getBytes(UTF_8);
    }

    static MySqlSheet read(SourceText source, Dialect dialect) {
        return new MySqlReader(source, dialect).read();
    }

    private MySqlSheet read() {
        var splitter = new Splitter(utf8, dialect);
        var cuts = splitter.cuts();
        var found = new ArrayList<MySqlStatement>();
        for (Cut cut : cuts) {
            if (splitter.unfinished() >= 0 && cut.range().to() > splitter.unfinished()) {
                break;
            }
            if (depth(cut) > MAX_DEPTH) {
                return new MySqlSheet.Refused(
                        new ParsedSheet.Unparsed(source, "it nests more than " + MAX_DEPTH + " levels deep"));
            }
            var mistake = mistake(cut);
            if (mistake.isPresent()) {
                return new MySqlSheet.Refused(mistake.get());
            }
            found.add(StatementReader.read(source, cut, found.size()));
        }
        if (splitter.unfinished() >= 0) {
            return new MySqlSheet.Refused(new ParsedSheet.Invalid(source, splitter.unfinished(),
                    "what begins here has no end: a string, a name in backticks or a comment"));
        }
        return new MySqlSheet.Valid(source, dialect, found, splitter.comments().stream().map(this::comment).toList());
    }

    private Comment comment(Range range) {
        boolean block = utf8[range.from()] == '/';
        int from = range.from() + (utf8[range.from()] == '#' ? 1 : 2);
        int to = Math.max(from, range.to() - (block ? 2 : 0));
        return new Comment(range, source.text(new Range(Math.min(from, range.to()), Math.min(to, range.to()))));
    }

    private int depth(Cut cut) {
        int depth = 0;
        int deepest = 0;
        for (Token token : cut.tokens()) {
            if (token.kind() == Token.Kind.SYMBOL) {
                depth += utf8[token.from()] == '(' ? 1 : utf8[token.from()] == ')' ? -1 : 0;
                deepest = Math.max(deepest, depth);
            }
        }
        return deepest;
    }

    private Optional<ParsedSheet.Refused> mistake(Cut cut) {
        String text = code(cut);
        Optional<Mistake> first = Optional.empty();
        for (Grammar grammar : Grammar.of(dialect)) {
            var mistake = grammar.mistake(text);
            if (mistake.isEmpty()) {
                return Optional.empty();
            }
            // of those that know the server's newest SQL the one that came farthest knows best what is wrong
            if (first.isEmpty() || (grammar != Grammar.OLD_MYSQL && mistake.get().at() > first.get().at())) {
                first = mistake;
            }
        }
        if (dialect == Dialect.MARIADB && Newer.has(new Cursor(source, cut.tokens()))) {
            return Optional.empty();
        }
        return first.map(mistake -> refused(cut, text, mistake));
    }

    /** The statement with blanks in place of the marks of comments that are code. */
    private String code(Cut cut) {
        var range = cut.range();
        byte[] text = Arrays.copyOfRange(utf8, range.from(), range.to());
        for (Range mark : cut.marks()) {
            for (int i = Math.max(mark.from(), range.from()); i < Math.min(mark.to(), range.to()); i++) {
                text[i - range.from()] = ' ';
            }
        }
        return new String(text, UTF_8);
    }

    private ParsedSheet.Refused refused(Cut cut, String text, Mistake mistake) {
        var range = cut.range();
        int units = text.offsetByCodePoints(0, Math.min(mistake.at(), text.codePointCount(0, text.length())));
        int at = range.from() + text.substring(0, units).getBytes(UTF_8).length;
        if (mistake.text().isEmpty() || at >= range.to()) {
            return new ParsedSheet.Invalid(source, range.to(), "syntax error at the end of the statement");
        }
        // a grammar may take the first of the marks that a placeholder begins with for something else
        for (int back = Math.min(1, units); back >= 0; back--) {
            var what = Placeholder.at(text.substring(units - back));
            if (what.isPresent()) {
                return new ParsedSheet.Invalid(source, at - back, "syntax error: " + what.get());
            }
        }
        return new ParsedSheet.Invalid(source, at, "syntax error at or near \"" + mistake.text() + "\"");
    }
}
