package dev.plangate.checks.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.checks.sql.SourceText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The caret stands under the X. */
class ExcerptTest {
    private static Excerpt at(String text) {
        return Excerpt.of(new SourceText(text), text.substring(0, text.indexOf('X')).getBytes(UTF_8).length);
    }

    @ParameterizedTest
    @CsvSource({"X,0", "select X,7", "'\tX',4", "'ab\tX',4", "'ä\tX',4", "äöüX,3", "日本X,4", "e\u0301X,1",
            "\ud83d\ude00X,2", "한국X,4", "\u1112\u1161\u11ab\u202eX,3", "\ufeffaX,1", "a\u001bX,2"})
    void countsColumnsOfATerminal(String text, int caret) {
        var excerpt = at(text.replace("'", ""));
        assertThat(excerpt.caret()).isEqualTo(caret);
        assertThat(excerpt.line()).endsWith("X").doesNotContain("\t", "\u001b", "\u202e");
    }

    @Test
    void showsTheLineWithoutItsEnd() {
        var excerpt = at("one\r\n  two X three\r\nfour");
        assertThat(excerpt).isEqualTo(new Excerpt(2, "  two X three", 6));
    }

    @Test
    void aLongLineIsCutOnBothSides() {
        var excerpt = at("日".repeat(100_000) + "X" + "本".repeat(100_000));
        assertThat(excerpt.line()).startsWith("...日").endsWith("本...").hasSizeLessThan(100);
        assertThat(excerpt.caret()).isEqualTo("...".length() + 80);
        assertThat(excerpt.line().indexOf('X')).isEqualTo("...".length() + 40);
    }

    @Test
    void theEndOfTheTextHasAPlace() {
        var source = new SourceText("select 1\n");
        assertThat(Excerpt.of(source, source.length())).isEqualTo(new Excerpt(2, "", 0));
        assertThat(Excerpt.of(new SourceText(""), 0)).isEqualTo(new Excerpt(1, "", 0));
    }
}
