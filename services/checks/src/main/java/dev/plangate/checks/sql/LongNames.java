package dev.plangate.checks.sql;

import java.util.ArrayList;
import java.util.List;

/** Names that are longer than the server keeps. The syntax tree has them cut already. */
public final class LongNames {
    /** NAMEDATALEN of every ordinary build, without its end. */
    public static final int LIMIT = 63;

    private LongNames() {}

    /** Where they stand in a range; {@code LIMIT} counts UTF-8 bytes. */
    public static List<Range> in(SourceText source, Range range) {
        var found = new ArrayList<Range>();
        byte[] utf8 = source.bytes();
        for (var token : Tokens.from(source, range)) {
            boolean name = token.kind() == 'a' && !Character.isDigit(utf8[token.from()]);
            if (name && length(utf8, token) > LIMIT) {
                found.add(new Range(token.from(), token.to()));
            }
        }
        return found;
    }

    private static int length(byte[] utf8, Tokens.Token token) {
        if (utf8[token.from()] != '"') {
            return token.to() - token.from();
        }
        int length = token.to() - token.from() - 2;
        for (int i = token.from() + 1; i < token.to() - 2; i++) {
            if (utf8[i] == '"') {
                length--; // two stand for one
                i++;
            }
        }
        return length;
    }
}
