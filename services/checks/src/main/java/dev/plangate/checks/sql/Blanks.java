package dev.plangate.checks.sql;

/** White space and comments as PostgreSQL's scanner sees them. */
final class Blanks {
    private Blanks() {}

    static boolean isSpace(byte unit) {
        return unit == ' ' || unit == '\t' || unit == '\n' || unit == '\r' || unit == '\f' || unit == 0x0b;
    }

    /** The first byte from {@code at} on that belongs to neither and is no semicolon; {@code end} when there is none. */
    static int skip(byte[] utf8, int at, int end) {
        return skip(utf8, at, end, true);
    }

    /** The same, where semicolons may matter. */
    static int skip(byte[] utf8, int at, int end, boolean semicolons) {
        while (at < end) {
            if (isSpace(utf8[at]) || (semicolons && utf8[at] == ';')) {
                at++;
            } else if (at + 1 < end && utf8[at] == '-' && utf8[at + 1] == '-') {
                at = endOfLine(utf8, at, end);
            } else if (at + 1 < end && utf8[at] == '/' && utf8[at + 1] == '*') {
                at = endOfComment(utf8, at, end);
            } else {
                break;
            }
        }
        return at;
    }

    static int endOfLine(byte[] utf8, int at, int end) {
        while (at < end && utf8[at] != '\n' && utf8[at] != '\r') {
            at++;
        }
        return at;
    }

    /** Comments nest. */
    static int endOfComment(byte[] utf8, int at, int end) {
        int depth = 0;
        while (at < end) {
            if (at + 1 < end && utf8[at] == '/' && utf8[at + 1] == '*') {
                depth++;
                at += 2;
            } else if (at + 1 < end && utf8[at] == '*' && utf8[at + 1] == '/') {
                depth--;
                at += 2;
                if (depth == 0) {
                    break;
                }
            } else {
                at++;
            }
        }
        return at;
    }
}
