package dev.plangate.checks.sql;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A string constant in a sheet, whose text is code.
 *
 * @param range with its quotes
 * @param value what it means
 * @param from byte of the sheet at which the value begins; -1 = the value is not written as it is, but with escapes
 */
record StringLiteral(Range range, String value, int from) {
    /** The first literal of a value from a byte of a statement on. */
    static Optional<StringLiteral> find(SourceText source, Range statement, int at, String value) {
        int begin = Math.max(at, statement.from());
        if (begin >= statement.to()) {
            return Optional.empty();
        }
        int length = value.getBytes(StandardCharsets.UTF_8).length;
        Optional<StringLiteral> first = Optional.empty();
        for (var token : Tokens.from(source, new Range(begin, statement.to()))) {
            if (token.kind() == '0') {
                var range = new Range(token.from(), token.to());
                int quotes = (token.to() - token.from() - length) / 2;
                if (quotes > 0 && token.from() + quotes + length <= token.to()
                        && source.text(new Range(token.from() + quotes, token.from() + quotes + length))
                                .equals(value)) {
                    return Optional.of(new StringLiteral(range, value, token.from() + quotes));
                }
                first = first.isPresent() ? first : Optional.of(new StringLiteral(range, value, -1));
            }
        }
        return first;
    }

    /** Whether a byte of the value can be pointed at. */
    boolean verbatim() {
        return from >= 0;
    }
}
