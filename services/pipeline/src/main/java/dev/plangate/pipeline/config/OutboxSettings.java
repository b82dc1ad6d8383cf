package dev.plangate.pipeline.config;

import java.time.Duration;
import java.util.List;

/**
 * What may wait in the outbox.
 *
 * @param alarmRows from so many rows on somebody should look
 * @param alarmAge from this age of the oldest row on somebody should look
 * @param limitRows from so many rows on intake and workers begin nothing new, until it is below nine tenths
 */
public record OutboxSettings(int alarmRows, Duration alarmAge, int limitRows) {
    static final Key<Integer> ALARM_ROWS = Key.whole("outbox.alarm.rows", 100_000, 10, 1_000_000_000,
            "Rows that wait to be published from which on an alarm is raised.");
    static final Key<Duration> ALARM_AGE = Key.time("outbox.alarm.age", Duration.ofMinutes(1), Duration.ofSeconds(1),
            Duration.ofDays(1), "Age of the oldest of them from which on it is raised, however few they are.");
    static final Key<Integer> LIMIT_ROWS = Key.whole("outbox.limit.rows", 1_000_000, 10, 1_000_000_000,
            "Rows from which on intake and workers begin nothing new, until they are below nine tenths of it.");
    static final List<Key<?>> KEYS = List.of(ALARM_ROWS, ALARM_AGE, LIMIT_ROWS);

    static OutboxSettings read(Values values) {
        int alarm = values.get(ALARM_ROWS);
        int limit = values.get(LIMIT_ROWS);
        if (limit < alarm) {
            values.mistake(LIMIT_ROWS, "should be at least outbox.alarm.rows (%d)".formatted(alarm));
        }
        return new OutboxSettings(alarm, values.get(ALARM_AGE), limit);
    }
}
