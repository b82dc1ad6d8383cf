package dev.plangate.pipeline.config;

import java.time.Duration;
import java.util.List;

/**
 * Past runs: those that a newer run of their plan has replaced.
 *
 * @param runs kept of each plan beside its current one
 * @param age how long after its end one is kept
 */
public record HistorySettings(int runs, Duration age) {
    static final Key<Integer> RUNS = Key.whole("history.runs", 10, 1, 1_000,
            "Past check runs that are kept of each plan, with their results, beside its current one.");
    static final Key<Duration> AGE = Key.time("history.age", Duration.ofDays(30), Duration.ofMinutes(1),
            Duration.ofDays(3_650), "How long after its end a past check run is kept.");
    static final List<Key<?>> KEYS = List.of(RUNS, AGE);

    static HistorySettings read(Values values) {
        return new HistorySettings(values.get(RUNS), values.get(AGE));
    }
}
