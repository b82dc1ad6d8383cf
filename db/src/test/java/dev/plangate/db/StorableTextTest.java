package dev.plangate.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Texts of our own making that Postgres takes. */
class StorableTextTest {

    @Test
    void aNulIsReplacedAndTheTextThatLooksLikeOneIsKept() {
        assertThat(StorableText.of("a\0b")).isEqualTo("a\uFFFDb");
        assertThat(StorableText.of("\\u0000")).isEqualTo("\\u0000");
        assertThat(StorableText.json(Sample.result("\0"))).contains("\"content\":\"\uFFFD\"");
        assertThat(StorableText.json(Sample.result("\\u0000"))).contains("\"content\":\"\\\\u0000\"");
        assertThat(StorableText.json(Sample.result("\\\0"))).contains("\"content\":\"\\\\\uFFFD\"");
        assertThat(StorableText.json(Sample.result("\0\0"))).contains("\"content\":\"\uFFFD\uFFFD\"");
    }

    @Test
    void anArrayInsideAColumnIsQuoted() {
        assertThat(ArrayText.of(List.of())).isEqualTo("{}");
        assertThat(ArrayText.of(List.of("a", "b\"c", "d\\e", ""))).isEqualTo("{\"a\",\"b\\\"c\",\"d\\\\e\",\"\"}");
    }
}
