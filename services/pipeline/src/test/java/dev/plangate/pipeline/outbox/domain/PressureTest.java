package dev.plangate.pipeline.outbox.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PressureTest {
    private static final Thresholds THRESHOLDS = new Thresholds(100, Duration.ofSeconds(60), 1_000);

    @Test
    void each_threshold_switches_on_at_its_number_and_off_below_nine_tenths_of_it() {
        assertThat(after(99, 100, 99, 90, 89, 100)).containsExactly("", "alarm", "alarm", "alarm", "", "alarm");
        assertThat(after(999, 1_000, 999, 900, 899, 90, 89)).containsExactly("alarm", "alarm full", "alarm full",
                "alarm full", "alarm", "alarm", "");
    }

    @Test
    void an_old_row_is_an_alarm_however_few_there_are_and_stops_nobody() {
        var old = Pressure.NONE.after(new Backlog(1, Duration.ofSeconds(60)), THRESHOLDS);

        assertThat(old).isEqualTo(new Pressure(true, false));
        assertThat(old.after(new Backlog(1, Duration.ofSeconds(59)), THRESHOLDS)).isEqualTo(Pressure.NONE);
    }

    private static List<String> after(long... rows) {
        var states = new ArrayList<String>();
        var last = new Pressure[]{Pressure.NONE};
        LongStream.of(rows).forEach(count -> {
            last[0] = last[0].after(new Backlog(count, Duration.ZERO), THRESHOLDS);
            states.add(((last[0].alarm() ? "alarm " : "") + (last[0].full() ? "full" : "")).strip());
        });
        return states;
    }
}
