package dev.plangate.checks.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * A comment between statements.
 *
 * @param range with its marks
 * @param text without them
 */
public record Comment(Range range, String text) {
    /**
     * The comments of a text that holds nothing but white space, semicolons and comments, such as what stands between two statements. Those
     * inside of others belong to the outer one.
     */
    public static List<Comment> in(SourceText source, Range blanks) {
        var found = new ArrayList<Comment>();
        byte[] utf8 = source.bytes();
        int at = blanks.from();
        while (at < blanks.to()) {
            if (utf8[at] != '-' && utf8[at] != '/') {
                at++;
                continue;
            }
            boolean line = utf8[at] == '-';
            int end = line ? Blanks.endOfLine(utf8, at, blanks.to()) : Blanks.endOfComment(utf8, at, blanks.to());
            int from = Math.min(at + 2, end);
            int to = line ? end : Math.max(from, end - 2);
            found.add(new Comment(new Range(at, end), source.text(new Range(from, to))));
            at = Math.max(end, at + 1);
        }
        return found;
    }
}
