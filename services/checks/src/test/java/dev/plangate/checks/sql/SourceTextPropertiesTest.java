package dev.plangate.checks.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Positions agree with a count made naively, character by character. */
class SourceTextPropertiesTest {
    @Provide
    Arbitrary<String> sheets() {
        return Arbitraries.of("a", ";", "\n", "\r\n", "\t", "\u00e4", "\u20ac", "\ud83d\ude00", "select ", "'").list()
                .ofMaxSize(40).map(parts -> String.join("", parts));
    }

    @Property
    void positionsCountLinesAndCodePoints(@ForAll("sheets") String text) {
        var source = new SourceText(text);
        int line = 1;
        int column = 1;
        int offset = 0;
        int index = 0;
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            assertThat(source.position(offset)).isEqualTo(new Position(line, column));
            assertThat(source.offsetOfCodePoint(index++)).isEqualTo(offset);
            int point = text.codePointAt(i);
            offset += Character.toString(point).getBytes(UTF_8).length;
            column = point == '\n' ? 1 : column + 1;
            line += point == '\n' ? 1 : 0;
        }
        assertThat(source.position(offset)).isEqualTo(new Position(line, column));
        assertThat(source.length()).isEqualTo(offset);
    }

    @Test
    void positionsInALongLine() {
        var source = new SourceText("\u20ac".repeat(5_000) + "\r\n" + "a".repeat(3_000));
        for (int i = 0; i <= 5_000; i++) {
            assertThat(source.position(3 * i)).isEqualTo(new Position(1, i + 1));
        }
        assertThat(source.position(source.length())).isEqualTo(new Position(2, 3_001));
        assertThat(source.line(1)).isEqualTo(new Range(0, 15_000));
        assertThat(source.line(2)).isEqualTo(new Range(15_002, 18_002));
    }
}
