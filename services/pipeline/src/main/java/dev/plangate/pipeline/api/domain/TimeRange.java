package dev.plangate.pipeline.api.domain;

import dev.plangate.db.row.RunFilter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/** A range of times while its conditions are read. */
final class TimeRange {
    /** What Postgres tells apart. */
    private static final ChronoUnit STEP = ChronoUnit.MICROS;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    private Instant from;
    private Instant until;

    /** Narrows it. */
    void add(Condition condition) {
        Instant time = time(condition);
        switch (condition.operator()) {
            case AT_LEAST -> from(time);
            case GREATER -> from(time.plus(1, STEP));
            case LESS -> until(time);
            case AT_MOST -> until(time.plus(1, STEP));
            case EQUALS -> {
                from(time);
                until(time.plus(1, STEP));
            }
            case NOT_EQUALS ->
                throw condition.wrong(condition.field() + " takes =, <, <=, > or >=, not !=");
        }
    }

    /** All conditions together; one that nothing fits when they exclude each other. */
    RunFilter.Range range() {
        return from != null && until != null && until.isBefore(from)
                ? new RunFilter.Range(from, from)
                : new RunFilter.Range(from, until);
    }

    private void from(Instant time) {
        from = from == null || time.isAfter(from) ? time : from;
    }

    private void until(Instant time) {
        until = until == null || time.isBefore(until) ? time : until;
    }

    private static Instant time(Condition condition) {
        try {
            Instant time = OffsetDateTime.parse(condition.value()).toInstant().truncatedTo(STEP);
            if (time.isAfter(EARLIEST) && time.isBefore(LATEST)) {
                return time;
            }
        } catch (DateTimeException e) {
            // Said below.
        }
        throw condition.wrong(condition.field() + " should be a time such as \"2026-11-20T14:00:00Z\"");
    }
}
