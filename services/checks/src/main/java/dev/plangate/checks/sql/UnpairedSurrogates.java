package dev.plangate.checks.sql;

/** Finds what is no character: encoded, it would become a question mark, and another text than the author's would be checked. */
final class UnpairedSurrogates {
    private UnpairedSurrogates() {}

    /** Index of the first one, or -1. */
    static int first(String text) {
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            int point = text.codePointAt(i);
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                return i;
            }
        }
        return -1;
    }
}
