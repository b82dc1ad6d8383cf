package dev.plangate.checks.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** A sheet's text and its UTF-8 bytes, which is what the grammar counts in. Immutable. */
public final class SourceText {
    private final String text;
    private final byte[] utf8;
    /** Byte at which each line starts. */
    private final int[] lines;

    public SourceText(String text) {
        this.text = text;
        this.utf8 = text.getBytes(UTF_8);
        this.lines = lineStarts(utf8);
    }

    public String text() {
        return text;
    }

    /** Length in UTF-8 bytes. */
    public int length() {
        return utf8.length;
    }

    /** The text of a range. */
    public String text(Range range) {
        return new String(utf8, range.from(), range.to() - range.from(), UTF_8);
    }

    /** Line and column of a byte; one past the last byte is allowed. */
    public Position position(int offset) {
        if (offset < 0 || offset > utf8.length) {
            throw new IndexOutOfBoundsException("byte " + offset + " of " + utf8.length);
        }
        int found = Arrays.binarySearch(lines, offset);
        int line = found >= 0 ? found : -found - 2;
        return new Position(line + 1, 1 + codePoints(lines[line], offset));
    }

    /** The byte at which a code point (from 0) starts; the end of the text when there are fewer. */
    public int offsetOfCodePoint(int index) {
        return offsetOfCodePoint(index, 0);
    }

    /** The same, counted from a byte. */
    int offsetOfCodePoint(int index, int from) {
        int at = from;
        for (int passed = 0; at < utf8.length; at++) {
            if (startsCodePoint(utf8[at]) && passed++ == index) {
                break;
            }
        }
        return at;
    }

    /** The first byte that is NUL, or -1. */
    public int firstNul() {
        for (int i = 0; i < utf8.length; i++) {
            if (utf8[i] == 0) {
                return i;
            }
        }
        return -1;
    }

    /** The range without white space and comments before it and white space after it. */
    Range trimmed(Range range) {
        int from = Blanks.skip(utf8, range.from(), range.to());
        int to = range.to();
        while (to > from && Blanks.isSpace(utf8[to - 1])) {
            to--;
        }
        return new Range(from, to);
    }

    byte[] bytes(Range range) {
        return Arrays.copyOfRange(utf8, range.from(), range.to());
    }

    byte[] bytes() {
        return utf8;
    }

    private int codePoints(int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            if (startsCodePoint(utf8[i])) {
                count++;
            }
        }
        return count;
    }

    private static boolean startsCodePoint(byte unit) {
        return (unit & 0xc0) != 0x80;
    }

    private static int[] lineStarts(byte[] utf8) {
        int count = 1;
        for (byte unit : utf8) {
            count += unit == '\n' ? 1 : 0;
        }
        int[] starts = new int[count];
        int line = 1;
        for (int i = 0; i < utf8.length; i++) {
            if (utf8[i] == '\n') {
                starts[line++] = i + 1;
            }
        }
        return starts;
    }
}
