package dev.plangate.bench.torture.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;

/**
 * In a child: what the process takes for the time, as far ahead or behind as it was told at its start. Woven code calls these in
 * place of the methods of the JDK that have the same names.
 */
public final class MovedClock {
    /** System property: by how many milliseconds the clock is wrong. */
    public static final String PROPERTY = "torture.clock";

    private static final Duration MOVED = Duration.ofMillis(Long.getLong(PROPERTY, 0));

    static {
        if (!MOVED.isZero()) {
            // In the log of the process: the proof that something asked for the time and was told a wrong one.
            System.err.println(told(MOVED));
        }
    }

    private MovedClock() {}

    /** What a process writes when it first asks for the time, if its clock is moved. */
    public static String told(Duration moved) {
        return "the clock of this process is wrong by " + moved;
    }

    public static long currentTimeMillis() {
        return System.currentTimeMillis() + MOVED.toMillis();
    }

    public static Instant now() {
        return Instant.now().plus(MOVED);
    }

    public static Clock systemUTC() {
        return Clock.offset(Clock.systemUTC(), MOVED);
    }

    public static Clock systemDefaultZone() {
        return system(ZoneId.systemDefault());
    }

    public static Clock system(ZoneId zone) {
        return Clock.offset(Clock.system(zone), MOVED);
    }

    public static InstantSource system() {
        return systemUTC();
    }
}
