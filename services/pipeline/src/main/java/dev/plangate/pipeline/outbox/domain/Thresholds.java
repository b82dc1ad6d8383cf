package dev.plangate.pipeline.outbox.domain;

import java.time.Duration;

/**
 * When a backlog is too much.
 *
 * @param alarmRows somebody should look
 * @param alarmAge  somebody should look, however few they are
 * @param limitRows nothing may be added
 */
public record Thresholds(long alarmRows, Duration alarmAge, long limitRows) {
    public Thresholds {
        if (alarmRows <= 0 || limitRows < alarmRows) {
            throw new IllegalArgumentException(
                    "limitRows should be at least alarmRows and both positive, got %d and %d".formatted(limitRows,
                            alarmRows));
        }
    }

    /** Nine tenths: what is switched on at a number of rows is not switched off by the next few that go. */
    static long released(long rows) {
        return rows / 10 * 9;
    }
}
