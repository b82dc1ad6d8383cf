package dev.plangate.checks.mysql;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.plangate.checks.mysql.Token.Kind;
import dev.plangate.checks.sql.Dialect;
import dev.plangate.checks.sql.Range;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a sheet into tokens as the servers' scanner does. A comment that servers run as code ({@code /*!...}) is such: its marks are blanks, and what is between
 * them are tokens.
 */
final class Scanner {
    /** MariaDB takes code of these versions of MySQL for a comment: it has another history since. */
    private static final int FOREIGN_FROM = 50_700;
    private static final int FOREIGN_TO = 99_999;
    /** An unknown server is taken for one that runs what is for any version until then. */
    private static final int NEWEST = 999_999;

    private final byte[] utf8;
    private final Dialect dialect;
    private final List<Range> comments = new ArrayList<>();
    private final List<Range> marks = new ArrayList<>();
    private byte[] delimiter = {';'};
    private int at;
    private boolean conditional;
    private int unfinished = -1;

    Scanner(byte[] utf8, Dialect dialect) {
        this.utf8 = utf8;
        this.dialect = dialect;
    }

    /** Comments so far. */
    List<Range> comments() {
        return comments;
    }

    /** Marks of comments that are code, so far. */
    List<Range> marks() {
        return marks;
    }

    /** Where a string, name or comment begins that has no end; -1 = none does. */
    int unfinished() {
        return unfinished;
    }

    /** Passes blanks and comments; the byte where the next token begins, or the end. */
    int skip() {
        while (at < utf8.length) {
            byte unit = utf8[at];
            if (isSpace(unit)) {
                at++;
            } else if (unit == '#'
                    || (unit == '-' && is(at + 1, '-') && (at + 2 >= utf8.length || utf8[at + 2] <= ' '))) {
                int from = at;
                at = endOfLine(at);
                comments.add(new Range(from, at));
            } else if (unit == '/' && is(at + 1, '*')) {
                comment();
            } else if (conditional && unit == '*' && is(at + 1, '/')) {
                marks.add(new Range(at, at + 2));
                conditional = false;
                at += 2;
            } else {
                break;
            }
        }
        return at;
    }

    private void comment() {
        int mark = mark(at + 2);
        if (mark > 0) {
            marks.add(new Range(at, mark));
            conditional = true;
            at = mark;
            return;
        }
        int from = at;
        at += 2;
        while (at < utf8.length && !(utf8[at] == '*' && is(at + 1, '/'))) {
            at++;
        }
        if (at >= utf8.length) {
            unfinished = unfinished < 0 ? from : unfinished;
        }
        at = Math.min(at + 2, utf8.length);
        comments.add(new Range(from, at));
    }

    /** Behind the mark of a comment that is code; 0 when it is none. */
    private int mark(int from) {
        boolean ours = is(from, 'M') && is(from + 1, '!');
        if (!ours && !is(from, '!')) {
            return 0;
        }
        int digits = ours ? from + 2 : from + 1;
        int end = digits;
        while (end < utf8.length && end - digits < 6 && utf8[end] >= '0' && utf8[end] <= '9') {
            end++;
        }
        int version = end - digits >= 5
                ? Integer.parseInt(new String(utf8, digits, end - digits, US_ASCII))
                : 0;
        boolean runs = switch (dialect) {
            case MARIADB -> ours || version < FOREIGN_FROM || version > FOREIGN_TO;
            case MYSQL, POSTGRES -> !ours && version <= NEWEST;
        };
        return runs ? end - digits >= 5 ? end : digits : 0;
    }

    /** Whether a text stands at the next token, whatever it is; what it is made of is passed if so. */
    boolean takes(byte[] text) {
        boolean there = stands(text);
        at += there ? text.length : 0;
        return there;
    }

    /** What ends statements from here on; it ends words too, for the client looks for it anywhere outside of quotes. */
    void endAt(byte[] text) {
        delimiter = text.clone();
    }

    private boolean stands(byte[] text) {
        if (at + text.length > utf8.length) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            if (utf8[at + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    /** The rest of the line, which is passed. */
    Range line() {
        int from = at;
        at = endOfLine(at);
        return new Range(from, at);
    }

    /** Whether only blanks stand before a byte in its line. */
    boolean beginsLine(int offset) {
        int before = offset - 1;
        while (before >= 0 && isSpace(utf8[before]) && utf8[before] != '\n') {
            before--;
        }
        return before < 0 || utf8[before] == '\n';
    }

    /** The next token; null at the end. */
    Token next() {
        int from = skip();
        if (from >= utf8.length) {
            return null;
        }
        byte unit = utf8[from];
        if (unit == '\'' || unit == '"') {
            return quoted(Kind.STRING, true);
        }
        if (unit == '`') {
            return quoted(Kind.QUOTED, false);
        }
        if (isWord(unit)) {
            boolean number = true;
            while (at < utf8.length && isWord(utf8[at]) && (at == from || !stands(delimiter))) {
                number &= utf8[at] >= '0' && utf8[at] <= '9';
                at++;
            }
            if (number && is(at, '.') && at + 1 < utf8.length && utf8[at + 1] >= '0' && utf8[at + 1] <= '9') {
                at++;
                while (at < utf8.length && isWord(utf8[at])) {
                    at++;
                }
            }
            return new Token(number ? Kind.NUMBER : Kind.WORD, from, at);
        }
        at++;
        return new Token(Kind.SYMBOL, from, at);
    }

    private Token quoted(Kind kind, boolean escapes) {
        int from = at;
        byte quote = utf8[at++];
        while (at < utf8.length) {
            byte unit = utf8[at++];
            if (escapes && unit == '\\') {
                at++;
            } else if (unit == quote) {
                if (!is(at, quote)) {
                    return new Token(kind, from, at);
                }
                at++;
            }
        }
        at = utf8.length;
        unfinished = unfinished < 0 ? from : unfinished;
        return new Token(kind, from, at);
    }

    private int endOfLine(int from) {
        int end = from;
        while (end < utf8.length && utf8[end] != '\n') {
            end++;
        }
        return end;
    }

    private boolean is(int offset, int unit) {
        return offset < utf8.length && utf8[offset] == unit;
    }

    private static boolean isSpace(byte unit) {
        return unit == ' ' || (unit >= '\t' && unit <= '\r');
    }

    private static boolean isWord(byte unit) {
        return unit < 0 || unit == '_' || unit == '$' || (unit >= '0' && unit <= '9') || (unit >= 'a' && unit <= 'z')
                || (unit >= 'A' && unit <= 'Z');
    }
}
