package dev.plangate.checks.ghost;

import java.util.Map;

/** What a sheet says of gh-ost in a comment: {@code -- gh-ost = {"max-lag-millis": 1500}}. */
public sealed interface Directive {
    /** The sheet does not mention it. */
    record None() implements Directive {}

    /**
     * The sheet wants gh-ost.
     *
     * @param flags name to value, not yet checked
     */
    record Given(Map<String, String> flags) implements Directive {
        public Given {
            flags = Map.copyOf(flags);
        }
    }

    /**
     * It cannot be read.
     *
     * @param at UTF-16 unit of the sheet where it goes wrong
     * @param reason sentences that say what would be right
     */
    record Malformed(int at, String reason) implements Directive {}

    /** The directive of a sheet in MySQL's language. */
    static Directive of(String sheet) {
        return DirectiveReader.read(sheet);
    }

    /** Whether a sheet in any language has a line that is a directive: whoever wrote it expects gh-ost. */
    static boolean isIn(String sheet) {
        return DirectiveReader.LINE.matcher(sheet).find();
    }
}
