package dev.plangate.checks.report;

/**
 * Text from a file as a terminal may show it. SQL is somebody else's: its escape sequences and marks of direction would let it rewrite what is said of it. Pure.
 *
 * @param text without such characters, tabs as blanks
 * @param columns of a terminal that it takes
 */
record Printable(String text, int columns) {
    private static final int TAB = 4;
    private static final char HIDDEN = '\ufffd';
    /** First and last of the ranges that take two columns (UAX 11), apart from emoji; U+1100 is the first. */
    private static final int[][] WIDE = {{0x1100, 0x115f}, {0x2e80, 0x303e}, {0x3041, 0x33ff}, {0x3400, 0x4dbf},
            {0x4e00, 0xa4cf}, {0xa960, 0xa97c}, {0xac00, 0xd7a3}, {0xf900, 0xfaff}, {0xfe30, 0xfe6f}, {0xff00, 0xff60},
            {0xffe0, 0xffe6}, {0x20000, 0x3fffd}};

    /**
     * A part of one line.
     *
     * @param column in which it begins, from 0: tabs end at multiples of four
     */
    static Printable of(String line, int column) {
        var shown = new StringBuilder();
        int at = column;
        for (int i = 0; i < line.length(); i = line.offsetByCodePoints(i, 1)) {
            int point = line.codePointAt(i);
            if (point == '\t') {
                int blanks = TAB - at % TAB;
                shown.append(" ".repeat(blanks));
                at += blanks;
            } else if (isHidden(point)) {
                shown.append(HIDDEN);
                at++;
            } else {
                shown.appendCodePoint(point);
                at += width(point);
            }
        }
        return new Printable(shown.toString(), at - column);
    }

    /** The same of any text; its lines stay. */
    static String text(String text) {
        var shown = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (point == '\n' || point == '\t' || !isHidden(point)) {
                shown.appendCodePoint(point);
            } else if (point != '\r') {
                shown.append(HIDDEN);
            }
        });
        return shown.toString();
    }

    private static boolean isHidden(int point) {
        return Character.isISOControl(point) || (point >= 0x200e && point <= 0x200f)
                || (point >= 0x2028 && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
    }

    private static int width(int point) {
        int type = Character.getType(point);
        boolean joined = point >= 0x1160 && point <= 0x11ff; // vowels and ends of Hangul syllables
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT
                || joined) {
            return 0;
        }
        return isWide(point) ? 2 : 1;
    }

    private static boolean isWide(int point) {
        if (point < WIDE[0][0]) {
            return false;
        }
        for (int[] range : WIDE) {
            if (point >= range[0] && point <= range[1]) {
                return true;
            }
        }
        return Character.isEmojiPresentation(point);
    }
}
