package dev.plangate.checks.ghost;

/**
 * A word of MySQL's language.
 *
 * @param from first UTF-16 unit
 * @param to   the one after the last
 * @param text as it stands in the sheet; of a quoted name what is meant, of a comment what stands behind its mark
 */
record Token(Kind kind, int from, int to, String text) {
    enum Kind {
        /** A keyword or a name without quotes. */
        WORD,
        /** A name in backticks. */
        QUOTED,
        /** A literal in single or double quotes. */
        STRING,
        /** Anything else: digits, operators, brackets. */
        SIGN,
        /** A comment to the end of its line. */
        LINE_COMMENT,
        /** A comment in slashes and stars. */
        COMMENT,
        /** A comment whose text servers run. */
        EXECUTABLE,
        /** A literal, name or comment without an end. */
        UNENDED
    }

    boolean isComment() {
        return kind == Kind.LINE_COMMENT || kind == Kind.COMMENT;
    }

    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED;
    }

    /** Whether it is a keyword (in capitals) or a sign. */
    boolean is(String word) {
        return (kind == Kind.WORD || kind == Kind.SIGN) && text.equalsIgnoreCase(word);
    }
}
