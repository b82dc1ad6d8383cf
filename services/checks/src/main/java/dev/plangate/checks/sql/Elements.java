package dev.plangate.checks.sql;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Where the parts of a statement stand that its syntax tree only says the begin of. */
public final class Elements {
    private static final Set<String> TYPE_WORDS = Set.of("varying", "precision", "with", "without", "time", "zone");

    private Elements() {}

    /**
     * An element of a list, such as the definition of a column: up to the next comma or closing bracket.
     *
     * @param at byte at which it begins; empty when that is not in the statement
     */
    public static Optional<Range> element(SourceText source, Range statement, int at) {
        if (at < statement.from() || at >= statement.to()) {
            return Optional.empty();
        }
        int depth = 0;
        int end = at;
        for (var token : Tokens.from(source, new Range(at, statement.to()))) {
            boolean closes = token.kind() == ')' || token.kind() == ']';
            if (depth == 0 && (closes || token.kind() == ',')) {
                break;
            }
            depth += token.kind() == '(' || token.kind() == '[' ? 1 : closes ? -1 : 0;
            end = token.to();
        }
        return Optional.of(new Range(at, end));
    }

    /** A type's name with its modifiers: "timestamp(3) without time zone". */
    public static Optional<Range> type(SourceText source, Range statement, int at) {
        if (at < statement.from() || at >= statement.to()) {
            return Optional.empty();
        }
        int end = -1;
        int depth = 0;
        for (var token : Tokens.from(source, new Range(at, statement.to()))) {
            boolean first = end < 0;
            if (first && token.kind() != 'a') {
                return Optional.empty();
            }
            boolean word = token.kind() == 'a' && TYPE_WORDS
                    .contains(source.text(new Range(token.from(), token.to())).toLowerCase(Locale.ROOT));
            if (!first && depth == 0 && token.kind() != '(' && !word) {
                break;
            }
            depth += token.kind() == '(' ? 1 : token.kind() == ')' ? -1 : 0;
            end = token.to();
        }
        return end < 0 ? Optional.empty() : Optional.of(new Range(at, end));
    }
}
