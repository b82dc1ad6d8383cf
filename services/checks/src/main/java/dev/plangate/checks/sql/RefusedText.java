package dev.plangate.checks.sql;

import dev.plangate.checks.sql.ParsedSheet.Invalid;
import dev.plangate.checks.sql.Tokens.Token;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Says what a text holds that the grammar refused, where that is something that people take for SQL: what only psql knows, templates, an end that is missing.
 * Pure.
 */
final class RefusedText {
    private static final int MESSAGE_SHOWN = 200;
    private static final Pattern COMMAND = Pattern.compile("\\\\(?:[A-Za-z]+|[!?.;:|]|)");
    private static final Pattern END_OF_DATA = Pattern.compile("(?m)^\\\\\\.\\r?$");

    /** @param at byte that it is about */
    private record Explanation(int at, String text) {}

    private final SourceText source;
    private final int error;
    private final String message;
    /** Of everything before the error. */
    private final List<Token> before;

    private RefusedText(SourceText source, int error, String message) {
        this.source = source;
        this.error = error;
        this.message = message;
        this.before = Tokens.withSemicolons(source, new Range(0, error));
    }

    /**
     * @param error byte at which the grammar gave up
     * @param message the grammar's words
     */
    static Invalid explained(SourceText source, int error, String message) {
        var refused = new RefusedText(source, error, message);
        return refused.copyData().or(refused::withoutEnd).or(refused::psql).or(refused::placeholder)
                .or(refused::otherServer)
                .map(found -> new Invalid(source, found.at(), shortened(message) + ": " + found.text()))
                .orElseGet(() -> new Invalid(source, refused.place(), shortened(message)));
    }

    /** "at or near" is followed by all the rest of a string that has no end. */
    private static String shortened(String message) {
        int end = message.indexOf('\n') < 0 ? message.length() : message.indexOf('\n');
        if (message.codePointCount(0, end) > MESSAGE_SHOWN) {
            end = message.offsetByCodePoints(0, MESSAGE_SHOWN);
        }
        return end == message.length() ? message : message.substring(0, end).stripTrailing() + "...\"";
    }

    /** At the end of the text: behind the last word, where its author looks. */
    private int place() {
        return error < source.length() || before.isEmpty() ? error : before.getLast().to();
    }

    private Optional<Explanation> copyData() {
        int last = semicolonBefore(before.size());
        int end = last;
        while (end >= 0 && !isCopyFromStdin(startOfStatement(end), end)) {
            end = semicolonBefore(end);
        }
        if (end < 0) {
            return Optional.empty();
        }
        int from = Math.min(Blanks.skip(source.bytes(), before.get(end).to(), source.length()), error);
        boolean terminated = END_OF_DATA.matcher(source.text(new Range(from, source.length()))).find();
        return terminated || end == last
                ? Optional.of(new Explanation(from, "what follows COPY ... FROM STDIN in line "
                        + source.position(before.get(startOfStatement(end)).from()).line()
                        + " is data, which only psql sends: run the file by psql, or write the rows as INSERT"))
                : Optional.empty();
    }

    private boolean isCopyFromStdin(int from, int semicolon) {
        if (!is(from, "copy")) {
            return false;
        }
        for (int i = from + 1; i < semicolon; i++) {
            if (is(i, "stdin") && is(i - 1, "from")) {
                return true;
            }
        }
        return false;
    }

    private int semicolonBefore(int token) {
        int i = token - 1;
        while (i >= 0 && !is(i, ";")) {
            i--;
        }
        return i;
    }

    private int startOfStatement(int semicolon) {
        return semicolonBefore(semicolon) + 1;
    }

    private Optional<Explanation> withoutEnd() {
        String text = window();
        if (message.startsWith("unterminated quoted string") || message.startsWith("unterminated bit string")
                || message.startsWith("unterminated hexadecimal string")) {
            return here(
                    "the string that begins here has no end: close it with ', and write a quote inside of it twice ('')");
        }
        if (message.startsWith("unterminated dollar-quoted string")) {
            int tag = text.indexOf('$', 1) + 1;
            return here("the string that begins here has no end: close it with "
                    + (tag > 1 ? text.substring(0, tag) : "its tag"));
        }
        if (message.startsWith("unterminated quoted identifier")) {
            return here("the name that begins here has no end: close it with \"");
        }
        if (message.startsWith("unterminated /* comment")) {
            return here("the comment that begins here has no end: close it with */, once for each /* in it");
        }
        return Optional.empty();
    }

    private Optional<Explanation> psql() {
        var command = COMMAND.matcher(window());
        return command.lookingAt()
                ? here(command.group() + " is a command of psql, which no server understands: "
                        + (command.group().matches("\\\\ir?|\\\\include(_relative)?")
                                ? "check the file that it includes, and put its text here"
                                : "take it out, or run the file by psql"))
                : Optional.empty();
    }

    private Optional<Explanation> placeholder() {
        return openedBefore().or(() -> Placeholder.at(window()).map(found -> new Explanation(error, found)))
                .or(this::questionMark);
    }

    /** Of {@code <%= x %>} the first half reads as an operator, so that the grammar stumbles behind it; of {@code #{x}} the first character. */
    private Optional<Explanation> openedBefore() {
        for (int i = before.size() - 1; i >= 0 && !is(i, ";"); i--) {
            int from = before.get(i).from();
            if ((is(i, "<") && window(from).matches("(?s)<%.*%>.*"))
                    || (is(i, "#") && before.get(i).to() == error)) {
                return Placeholder.at(window(from)).map(found -> new Explanation(from, found));
            }
        }
        return Optional.empty();
    }

    /** Alone it reads as an operator, so that the grammar stumbles over what follows. */
    private Optional<Explanation> questionMark() {
        return !before.isEmpty() && is(before.size() - 1, "?")
                ? Optional.of(new Explanation(before.getLast().from(), Placeholder.parameter("?")))
                : Optional.empty();
    }

    private Optional<Explanation> otherServer() {
        for (int i = semicolonBefore(before.size()) + 1; i < before.size(); i++) {
            if (is(i, "`")) {
                return Optional.of(new Explanation(before.get(i).from(),
                        "names are quoted by \" in PostgreSQL; ` is MySQL's"));
            }
        }
        return Stream.of(error, before.isEmpty() ? error : before.getLast().from()).filter(this::isBatchEnd).findFirst()
                .map(at -> new Explanation(at, "GO is a command of SQL Server's tools: end statements with ;"));
    }

    private boolean isBatchEnd(int offset) {
        return source.text(source.line(source.position(offset).line())).strip().equalsIgnoreCase("go");
    }

    private Optional<Explanation> here(String text) {
        return Optional.of(new Explanation(error, text));
    }

    private boolean is(int token, String word) {
        if (token < 0) {
            return false;
        }
        var found = before.get(token);
        return found.to() - found.from() == word.length()
                && source.text(new Range(found.from(), found.to())).toLowerCase(Locale.ROOT).equals(word);
    }

    private String window() {
        return window(error);
    }

    /** What stands from a byte on, as much as matters. */
    private String window(int from) {
        return source.text(new Range(from, source.startOfCodePoint(Math.min(from + MESSAGE_SHOWN, source.length()))));
    }
}
