package dev.plangate.checks.ghost.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OutputEndsTest {
    private static String kept(String text, String secret) {
        var output = new OutputEnds();
        byte[] bytes = text.getBytes(UTF_8);
        for (int from = 0; from < bytes.length; from += 1000) {
            int length = Math.min(1000, bytes.length - from);
            output.add(java.util.Arrays.copyOfRange(bytes, from, from + length), length);
        }
        return output.text(secret);
    }

    @Test
    void aShortOneIsWhole() {
        assertThat(kept("one\ntwo é\n", null)).isEqualTo("one\ntwo é");
        assertThat(kept("", "x")).isEmpty();
    }

    @Test
    void whatTerminalsWouldObeyIsShown() {
        assertThat(kept("a\u001b[31mb\r\nc", null)).isEqualTo("a\ufffd[31mb\ufffd\nc");
    }

    @Test
    void ofALongOneBothEndsAreKept() {
        var text = new StringBuilder("first\n");
        for (int i = 0; i < 100_000; i++) {
            text.append("line ").append(i).append('\n');
        }
        assertThat(kept(text + "last", null)).startsWith("first\n").endsWith("line 99999\nlast")
                .contains("bytes are left out").hasSizeLessThan(9_000);
    }

    @Test
    void aLineWithoutEndIsNotShownInPart() {
        assertThat(kept("S3cr3t".repeat(10_000), "S3cr3t")).isEqualTo("... (at least 51808 bytes are left out)");
        assertThat(kept("ü".repeat(2_000), null)).isEqualTo("ü".repeat(2_000));
    }

    @Property(tries = 200)
    void aSecretIsNeverShownNotEvenInPart(@ForAll @IntRange(max = 10_000) int before) {
        String secret = "S3cr3tS3cr3t";
        String text = "x".repeat(before % 1000) + "\n" + "y".repeat(before) + "\npassword " + secret + "\n"
                + "z".repeat(9_000)
                + "\n";
        assertThat(kept(text, secret)).doesNotContain("S3cr");
    }
}
