package dev.plangate.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which URLs name the same server. */
class ServerNamesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"h/a|h/b|true", "h:5432/a|h/b?sslmode=require|true",
            "H.example/a|h.EXAMPLE:5432|true", "localhost:5433/a|127.0.0.1:5433/a|true",
            "[::1]:5433/a|127.0.0.1:5433/a|true", "[::1]/a|localhost/a|true", "a,b:5433/x|c,b:5433/x|true",
            "h:5433/a|h:5434/a|false", "h/a|g/a|false", "[::1]:5433/a|[::2]:5433/a|false"})
    void meet(String one, String other, boolean meet) {
        assertThat(ServerNames.meet("jdbc:postgresql://" + one, "jdbc:postgresql://" + other)).isEqualTo(meet);
    }
}
