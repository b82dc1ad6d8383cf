package dev.plangate.checks.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * A sheet's text and its UTF-8 bytes, which is what the grammar counts in. A byte-order mark at its start is passed over, as psql does: the grammar sees three
 * spaces in its place, and no column counts it. Immutable.
 */
public final class SourceText {
    private static final String BYTE_ORDER_MARK = "\ufeff";
    private static final int MARK_BYTES = 3;
    private static final int BLOCK = 1024;

    private final String text;
    private final byte[] utf8;
    /** Byte at which each line starts. */
    private final int[] lines;
    /** Code points that start before each block of bytes: a sheet of one long line may have a hundred thousand positions to be told. */
    private final int[] counted;

    public SourceText(String text) {
        this.text = text;
        this.utf8 = text.getBytes(UTF_8);
        int start = text.startsWith(BYTE_ORDER_MARK) ? MARK_BYTES : 0;
        Arrays.fill(utf8, 0, start, (byte) ' ');
        this.lines = lineStarts(utf8, start);
        this.counted = counts(utf8);
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
        int at = Math.max(offset, lines[0]);
        int found = Arrays.binarySearch(lines, at);
        int line = found >= 0 ? found : -found - 2;
        return new Position(line + 1, 1 + codePoints(at) - codePoints(lines[line]));
    }

    /** A line (from 1) without its end. */
    public Range line(int number) {
        int from = lines[number - 1];
        int to = number < lines.length ? lines[number] - 1 : utf8.length;
        return new Range(from, to > from && utf8[to - 1] == '\r' ? to - 1 : to);
    }

    /** The byte at which the character starts that a byte belongs to. */
    public int startOfCodePoint(int offset) {
        int at = offset;
        while (at > 0 && at < utf8.length && !startsCodePoint(utf8[at])) {
            at--;
        }
        return at;
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

    /** How many start before a byte. */
    private int codePoints(int offset) {
        int count = counted[offset / BLOCK];
        for (int i = offset / BLOCK * BLOCK; i < offset; i++) {
            count += startsCodePoint(utf8[i]) ? 1 : 0;
        }
        return count;
    }

    private static boolean startsCodePoint(byte unit) {
        return (unit & 0xc0) != 0x80;
    }

    private static int[] counts(byte[] utf8) {
        int[] counts = new int[utf8.length / BLOCK + 1];
        int count = 0;
        for (int i = 0; i < utf8.length; i++) {
            if (i % BLOCK == 0) {
                counts[i / BLOCK] = count;
            }
            count += startsCodePoint(utf8[i]) ? 1 : 0;
        }
        if (utf8.length % BLOCK == 0) {
            counts[utf8.length / BLOCK] = count;
        }
        return counts;
    }

    private static int[] lineStarts(byte[] utf8, int start) {
        int count = 1;
        for (byte unit : utf8) {
            count += unit == '\n' ? 1 : 0;
        }
        int[] starts = new int[count];
        starts[0] = start;
        int line = 1;
        for (int i = 0; i < utf8.length; i++) {
            if (utf8[i] == '\n') {
                starts[line++] = i + 1;
            }
        }
        return starts;
    }
}
