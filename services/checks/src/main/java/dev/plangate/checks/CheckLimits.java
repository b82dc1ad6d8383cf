package dev.plangate.checks;

import dev.plangate.checks.target.Timeouts;
import java.time.Duration;

/**
 * What a check may use.
 *
 * @param sheetBytes UTF-8 size of the largest sheet that is checked; a larger one is an ERROR that says so
 * @param findings per target and type; the rest is counted in one outcome
 * @param explained statements of a sheet that are explained on a target; the rows of the others are unknown
 * @param parse time that parsing a sheet may take, once its turn has come
 * @param connect time for reaching a target and logging in
 * @param lock time that anything on a target waits for a lock
 * @param statement time that one statement on a target may take
 * @param parsers sheets that are parsed at once
 * @param cachedText UTF-16 units of sheets whose syntax trees are kept; the trees take about fifty times as much
 */
public record CheckLimits(int sheetBytes, int findings, int explained, Duration parse, Duration connect,
        Duration lock, Duration statement, int parsers, long cachedText) {
    /** 2 MiB sheets, 100 findings, 1,000 statements explained, 30 s to parse, 5 s to connect, 500 ms for a lock, 3 s for a statement, 2 parsers, 4 MiB of text. */
    public static final CheckLimits DEFAULT = new CheckLimits(2 * 1024 * 1024, 100, 1_000, Duration.ofSeconds(30),
            Duration.ofSeconds(5), Duration.ofMillis(500), Duration.ofSeconds(3), 2, 4L * 1024 * 1024);

    /** Those of a target. */
    public Timeouts timeouts() {
        return new Timeouts(connect, lock, statement);
    }
}
