package dev.plangate.checks.report;

import dev.plangate.checks.sql.Range;
import dev.plangate.checks.sql.SourceText;

/**
 * The line of a text that a finding is about, as much of it as fits. Pure.
 *
 * @param number of the line, from 1
 * @param line as it is shown
 * @param caret column of the finding in {@code line}, from 0
 */
record Excerpt(int number, String line, int caret) {
    /** Bytes of the line that are shown on either side of the place. */
    private static final int AROUND = 120;
    private static final String CUT = "...";

    /** The one around a byte of the text. */
    static Excerpt of(SourceText source, int offset) {
        int number = source.position(offset).line();
        var line = source.line(number);
        int at = Math.clamp(offset, line.from(), line.to());
        int from = at - line.from() > AROUND ? source.startOfCodePoint(at - AROUND) : line.from();
        int to = line.to() - at > AROUND ? source.startOfCodePoint(at + AROUND) : line.to();
        String left = from > line.from() ? CUT : "";
        var before = Printable.of(source.text(new Range(from, at)), left.length());
        int caret = left.length() + before.columns();
        String after = Printable.of(source.text(new Range(at, to)), caret).text();
        return new Excerpt(number, (left + before.text() + after).stripTrailing() + (to < line.to() ? CUT : ""), caret);
    }
}
