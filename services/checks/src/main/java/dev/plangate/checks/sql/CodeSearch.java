package dev.plangate.checks.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;

/**
 * Finds pieces of a PL/pgSQL body that its parser has only given the line and the text of. Used by one thread. The work is bounded: of a body that is made to
 * be slow it stops looking, and what is not found is said to stand where the body begins.
 */
final class CodeSearch {
    private static final long BYTES_COMPARED = 50_000_000;

    private final byte[] body;
    private final int[] lines;
    /** Line to the byte behind what was found last in it. */
    private final Map<Integer, Integer> behind = new HashMap<>();
    private long left = BYTES_COMPARED;

    CodeSearch(String body) {
        this.body = body.getBytes(UTF_8);
        int count = 1;
        for (byte unit : this.body) {
            count += unit == '\n' ? 1 : 0;
        }
        lines = new int[count];
        int line = 1;
        for (int i = 0; i < this.body.length; i++) {
            if (this.body[i] == '\n') {
                lines[line++] = i + 1;
            }
        }
    }

    /**
     * The byte of the body at which a text begins, from a line (from 1) on; -1 = not found. A space stands for any byte: the parser blanks out INTO. The same
     * text once more in a line is the next one.
     */
    int find(String text, int line) {
        byte[] wanted = text.getBytes(UTF_8);
        int from = line < 1 || line > lines.length ? 0 : lines[line - 1];
        int after = behind.getOrDefault(line, from);
        int found = find(wanted, after);
        if (found < 0 && after > from) {
            found = find(wanted, from);
        }
        if (found >= 0) {
            behind.put(line, found + wanted.length);
        }
        return found;
    }

    private int find(byte[] wanted, int from) {
        for (int at = from; at + wanted.length <= body.length && left > 0; at++) {
            int same = 0;
            while (same < wanted.length && equal(wanted[same], body[at + same])) {
                same++;
            }
            left -= same + 1;
            if (same == wanted.length && isBegin(at)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean equal(byte wanted, byte there) {
        return wanted == ' ' || wanted == there;
    }

    private boolean isBegin(int at) {
        return at == 0 || !(Character.isLetterOrDigit(body[at - 1] & 0xff) || body[at - 1] == '_');
    }
}
