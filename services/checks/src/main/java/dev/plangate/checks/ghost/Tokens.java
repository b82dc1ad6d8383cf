package dev.plangate.checks.ghost;

import dev.plangate.checks.ghost.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Divides a sheet into MySQL's tokens. What it cannot know (the server's SQL mode) callers have to refuse: backslashes in literals. */
final class Tokens {
    private final String text;
    private int at;

    private Tokens(String text) {
        this.text = text;
    }

    /** All of them, in order, without white space. A byte-order mark at the start is passed over. */
    static List<Token> of(String text) {
        return new Tokens(text).all();
    }

    private List<Token> all() {
        var found = new ArrayList<Token>();
        at = text.startsWith("\ufeff") ? 1 : 0;
        while (at < text.length()) {
            if (isSpace(text.charAt(at))) {
                at++;
            } else {
                found.add(next());
            }
        }
        return found;
    }

    private Token next() {
        char first = text.charAt(at);
        if (first == '#') {
            return line(1);
        }
        if (text.startsWith("--", at) && (at + 2 == text.length() || text.charAt(at + 2) <= ' ')) {
            return line(2);
        }
        if (text.startsWith("/*", at)) {
            return comment();
        }
        if (first == '\'' || first == '"' || first == '`') {
            return quoted(first);
        }
        int end = at;
        while (end < text.length() && isWordPart(text.charAt(end))) {
            end++;
        }
        return end > at
                ? upTo(Kind.WORD, end, text.substring(at, end))
                : upTo(Kind.SIGN, at + 1, String.valueOf(first));
    }

    private static boolean isSpace(char unit) {
        return unit == ' ' || (unit >= '\t' && unit <= '\r');
    }

    private static boolean isWordPart(char unit) {
        return Character.isLetterOrDigit(unit) || unit == '_' || unit == '$' || unit >= 0x80;
    }

    private Token line(int mark) {
        int end = at;
        while (end < text.length() && text.charAt(end) != '\n') {
            end++;
        }
        return upTo(Kind.LINE_COMMENT, end, text.substring(at + mark, end));
    }

    private Token comment() {
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
            return upTo(Kind.UNENDED, text.length(), "comment");
        }
        String inner = text.substring(at + 2, end);
        boolean runs = inner.startsWith("!") || inner.startsWith("M!");
        return upTo(runs ? Kind.EXECUTABLE : Kind.COMMENT, end + 2, inner);
    }

    private Token quoted(char quote) {
        var meant = new StringBuilder();
        for (int i = at + 1; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit == quote) {
                if (i + 1 == text.length() || text.charAt(i + 1) != quote) {
                    return quote == '`'
                            ? upTo(Kind.QUOTED, i + 1, meant.toString())
                            : upTo(Kind.STRING, i + 1, text.substring(at, i + 1));
                }
                i++;
            } else if (unit == '\\' && quote != '`') {
                i++;
            }
            meant.append(unit);
        }
        return upTo(Kind.UNENDED, text.length(), quote == '`' ? "name in backticks" : "literal");
    }

    private Token upTo(Kind kind, int end, String meaning) {
        var token = new Token(kind, at, end, meaning);
        at = end;
        return token;
    }
}
