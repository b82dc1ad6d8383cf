package dev.plangate.checks.mysql;

/**
 * A piece of a statement's text.
 *
 * @param from byte of the sheet
 * @param to behind its last byte
 */
record Token(Kind kind, int from, int to) {
    /** What it is. */
    enum Kind {
        /** A word without quotes: a keyword or a name. */
        WORD,
        /** A name in backticks. */
        QUOTED, STRING, NUMBER,
        /** One byte of anything else. */
        SYMBOL
    }
}
