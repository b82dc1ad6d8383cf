package dev.plangate.checks.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Cuts text into tokens: for finding the parts of a statement and for explaining what the grammar refused, never for deciding what a statement does. */
final class Tokens {
    /** A token; {@code kind} is its first byte, or 'a' for words and quoted names, '0' for strings. */
    record Token(int from, int to, char kind) {}

    private final byte[] utf8;
    private final int end;
    private final boolean semicolons;
    private int at;

    private Tokens(byte[] utf8, Range range, boolean semicolons) {
        this.utf8 = utf8;
        this.at = range.from();
        this.end = range.to();
        this.semicolons = semicolons;
    }

    static List<Token> of(SourceText source, Range range) {
        return all(new Tokens(source.bytes(), range, false));
    }

    /** The same of more than one statement: semicolons are tokens. */
    static List<Token> withSemicolons(SourceText source, Range range) {
        return all(new Tokens(source.bytes(), range, true));
    }

    private static List<Token> all(Tokens tokens) {
        var found = new ArrayList<Token>();
        for (Token token = tokens.next(); token != null; token = tokens.next()) {
            found.add(token);
        }
        return found;
    }

    /** One token after the other, for callers that stop early. */
    static Iterable<Token> from(SourceText source, Range range) {
        return () -> {
            var tokens = new Tokens(source.bytes(), range, false);
            return Stream.iterate(tokens.next(), token -> token != null, _ -> tokens.next()).iterator();
        };
    }

    private Token next() {
        at = Blanks.skip(utf8, at, end, !semicolons);
        if (at >= end) {
            return null;
        }
        int from = at;
        char unit = (char) (utf8[at] & 0xff);
        boolean escapes = (unit == 'e' || unit == 'E') && at + 1 < end && utf8[at + 1] == '\'';
        if (escapes || unit == '\'') {
            at += escapes ? 2 : 1;
            quoted('\'', escapes);
            return new Token(from, at, '0');
        }
        if (unit == '"') {
            at++;
            quoted('"', false);
            return new Token(from, at, 'a');
        }
        if (unit == '$' && dollarQuoted()) {
            return new Token(from, at, '0');
        }
        if (isWord(unit)) {
            while (at < end && (isWord((char) (utf8[at] & 0xff)) || utf8[at] == '$')) {
                at++;
            }
            return new Token(from, at, 'a');
        }
        at++;
        return new Token(from, at, unit);
    }

    private void quoted(char quote, boolean escapes) {
        while (at < end) {
            byte unit = utf8[at++];
            if (escapes && unit == '\\') {
                at++;
            } else if (unit == quote) {
                if (at >= end || utf8[at] != quote) {
                    return;
                }
                at++;
            }
        }
        at = end;
    }

    /** Passes a dollar-quoted string that starts here; passes nothing and says no when there is none. */
    private boolean dollarQuoted() {
        int tag = at + 1;
        while (tag < end && isWord((char) (utf8[tag] & 0xff))) {
            tag++;
        }
        if (tag >= end || utf8[tag] != '$' || Character.isDigit(utf8[at + 1])) {
            return false;
        }
        int length = tag + 1 - at;
        for (int i = tag + 1; i + length <= end; i++) {
            if (java.util.Arrays.equals(utf8, i, i + length, utf8, at, at + length)) {
                at = i + length;
                return true;
            }
        }
        at = end;
        return true;
    }

    private static boolean isWord(char unit) {
        return unit == '_' || unit >= 0x80 || (unit >= '0' && unit <= '9') || (unit >= 'a' && unit <= 'z')
                || (unit >= 'A' && unit <= 'Z');
    }
}
