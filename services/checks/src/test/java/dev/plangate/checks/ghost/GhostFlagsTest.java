package dev.plangate.checks.ghost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GhostFlagsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            max-load                         | Threads_running=25,Threads_connected=500 | Threads_running | a whole
            chunk-size                       | 10     | 9      | 100001
            chunk-size                       | 100000 | -1     | 1e3
            dml-batch-size                   | 1      | 0      | 1001
            default-retries                  | 60     | 0      | many
            cut-over-lock-timeout-seconds    | 10     | 0      | 11
            exponential-backoff-max-interval | 2      | 1      | 99999999999999999999
            max-lag-millis                   | 100    | 99     | 1500ms
            allow-on-master                  | true   | yes    | TRUE
            switch-to-rbr                    | false  | 1      | on
            assume-rbr                       | true   | 0      | ''
            heartbeat-interval-millis        | 1000   | 1001   | 99
            nice-ratio                       | 0.75   | 100.1  | -0.5
            throttle-control-replicas        | r1.example:3306,r2 | r1, r2 | r1:port
            attempt-instant-ddl              | true   | maybe  | T
            assume-master-host               | p.example:3307 | -x | p;rm
            """)
    void eachTakesItsValuesAlone(String flag, String right, String wrong, String alsoWrong) {
        assertThat(GhostFlags.read(Map.of(flag, right), Map.of()).mistakes()).isEmpty();
        for (String value : new String[]{wrong, alsoWrong}) {
            assertThat(GhostFlags.read(Map.of(flag, value), Map.of()).mistakes()).singleElement().asString()
                    .startsWith(flag + " must be ").contains("got '" + value + "'");
        }
    }

    @Test
    void theTableAboveHasAllOfThem() {
        assertThat(GhostFlag.values()).hasSize(15);
    }

    @ParameterizedTest
    @ValueSource(strings = {"execute", "--max-load", "hooks-path", "password", "conf", "MAX-LOAD", "max-load=1", ""})
    void othersAreRefusedWithTheNamesOfTheAllowed(String flag) {
        assertThat(GhostFlags.read(Map.of(flag, "true"), Map.of()).mistakes()).singleElement().asString()
                .isEqualTo("'" + flag + "' cannot be set: allowed, without dashes, are allow-on-master, "
                        + "assume-master-host, assume-rbr, attempt-instant-ddl, chunk-size, "
                        + "cut-over-lock-timeout-seconds, default-retries, dml-batch-size, "
                        + "exponential-backoff-max-interval, heartbeat-interval-millis, max-lag-millis, max-load, "
                        + "nice-ratio, switch-to-rbr, throttle-control-replicas.");
    }

    @Test
    void planAndDirectiveAreOneUnlessTheyContradictEachOther() {
        var both = GhostFlags.read(Map.of("chunk-size", "100", "allow-on-master", "true"),
                Map.of("chunk-size", "100", "max-lag-millis", "1500"));
        assertThat(both.mistakes()).isEmpty();
        assertThat(both.flags().values()).hasSize(3).containsEntry(GhostFlag.MAX_LAG_MILLIS, "1500");
        assertThat(GhostFlags.read(Map.of("chunk-size", "100"), Map.of("chunk-size", "200")).mistakes())
                .containsExactly(
                        "'chunk-size' is '100' in the plan's ghost_flags and '200' in the sheet's directive: keep one.");
        assertThat(GhostFlags.read(Map.of("switch-to-rbr", "true"), Map.of("assume-rbr", "true")).mistakes())
                .containsExactly("switch-to-rbr and assume-rbr exclude each other: keep one.");
    }

    @Test
    void longNamesAndLinesAreShownShort() {
        var mistake = GhostFlags.read(Map.of("x\n".repeat(500), "y"), Map.of()).mistakes().getFirst();
        assertThat(mistake).hasSizeLessThan(500).doesNotContain("\n");
    }

    @Property
    void exactlyTheRangeIsTaken(@ForAll @LongRange(min = -10, max = 200_000) long value) {
        assertThat(GhostFlags.read(Map.of("chunk-size", Long.toString(value)), Map.of()).mistakes().isEmpty())
                .isEqualTo(value >= 10 && value <= 100_000);
    }

    @Property(tries = 300)
    void noValueBreaksOut(@ForAll String value) {
        for (GhostFlag flag : GhostFlag.values()) {
            var read = GhostFlags.read(Map.of(flag.flag(), value), Map.of());
            assertThat(read.mistakes().isEmpty()).isEqualTo(read.flags().has(flag));
            read.flags().values().values().forEach(taken -> assertThat(taken).matches("[\\w.,:=-]+"));
        }
    }
}
