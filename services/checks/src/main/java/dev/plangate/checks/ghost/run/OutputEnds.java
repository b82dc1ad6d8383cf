package dev.plangate.checks.ghost.run;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Beginning and end of what a program writes: it may write without end, and nobody reads all of it. Thread-safe. */
final class OutputEnds {
    private static final int HEAD = 2 * 1024;
    private static final int TAIL = 6 * 1024;

    private final ByteArrayOutputStream head = new ByteArrayOutputStream(HEAD);
    private final byte[] tail = new byte[TAIL];
    private long behindHead;

    synchronized void add(byte[] bytes, int length) {
        int first = Math.min(HEAD - head.size(), length);
        head.write(bytes, 0, first);
        for (int i = first; i < length; i++) {
            tail[(int) (behindHead++ % TAIL)] = bytes[i];
        }
    }

    /**
     * What is kept, with a word about what is not. Lines that were cut are left out: half of a password would be recognised by nobody.
     *
     * @param secret is shown as ***; null = none
     */
    synchronized String text(String secret) {
        int kept = (int) Math.min(behindHead, TAIL);
        var end = new byte[kept];
        for (int i = 0; i < kept; i++) {
            end[i] = tail[(int) ((behindHead - kept + i) % TAIL)];
        }
        String shown;
        if (behindHead > TAIL) {
            String begin = head.toString(StandardCharsets.UTF_8);
            String rest = new String(end, StandardCharsets.UTF_8);
            int line = rest.indexOf('\n');
            shown = begin.substring(0, begin.lastIndexOf('\n') + 1) + "... (at least " + (behindHead - TAIL)
                    + " bytes are left out)\n" + (line < 0 ? "" : rest.substring(line + 1));
        } else {
            var all = new ByteArrayOutputStream(HEAD + kept);
            all.writeBytes(head.toByteArray());
            all.writeBytes(end);
            shown = all.toString(StandardCharsets.UTF_8);
        }
        String whole = shown.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "\ufffd");
        return (secret == null || secret.isEmpty() ? whole : whole.replace(secret, "***")).strip();
    }
}
