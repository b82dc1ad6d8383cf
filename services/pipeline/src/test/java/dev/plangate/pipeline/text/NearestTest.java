package dev.plangate.pipeline.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> FIELDS = List.of("targets", "sql", "sheetSha256", "release");

    @Test
    void a_slip_finds_the_word_that_was_meant() {
        assertThat(Nearest.to("target", FIELDS)).contains("targets");
        assertThat(Nearest.to("sheetsha265", FIELDS)).contains("sheetSha256");
        assertThat(Nearest.hint("relaese", FIELDS)).isEqualTo("; did you mean release?");
    }

    @Test
    void the_beginning_of_a_word_finds_the_rest() {
        assertThat(Nearest.to("PLANGATE_SCHEMA_REGISTRY", List.of("PLANGATE_DB_URL", "PLANGATE_SCHEMA_REGISTRY_URL")))
                .contains("PLANGATE_SCHEMA_REGISTRY_URL");
    }

    @Test
    void another_word_finds_nothing() {
        assertThat(Nearest.to("statement", FIELDS)).isEmpty();
        assertThat(Nearest.hint("xyz", FIELDS)).isEmpty();
    }

    @Test
    void names_of_several_words_are_found_by_their_words() {
        List<String> names = List.of("ban-drop-table", "ban-drop-column", "ban-truncate", "renaming-table");
        assertThat(Nearest.several("ban-drop-tabel", names)).containsExactly("ban-drop-table", "ban-drop-column",
                "ban-truncate");
        assertThat(Nearest.several("DROP_COLUMN", names)).startsWith("ban-drop-column", "ban-drop-table");
        assertThat(Nearest.several("xyzzy", names)).isEmpty();
    }
}
