package dev.plangate.checks;

import java.time.Duration;

/**
 * Whether an instance answers, as a circuit breaker (Nygard, "Release It!"): after {@link #SILENCES} silences in a row it rests for {@link #REST}, then one check
 * alone tries it. Without it, checks of an instance that is down would queue for its slots, each for as long as connecting may take, and a worker that holds
 * enough of them claims nothing for others. Times are those of a monotonic clock, in nanoseconds.
 *
 * @param silences in a row, {@link #SILENCES} at most
 * @param until when its rest ends; meaningful once it rests
 * @param trying one check is trying it after a rest
 */
record Reachability(int silences, long until, boolean trying) {
    static final int SILENCES = 3;
    static final Duration REST = Duration.ofSeconds(10);
    /** Nothing is known against it. */
    static final Reachability ANSWERS = new Reachability(0, 0, false);

    /** What a check that asked it found. */
    enum Contact {
        /** It answered, be it by refusing the login. */
        ANSWERED,
        /** Nobody answered, or not in time. */
        SILENT,
        /** The check was given up before it could tell. */
        UNTOLD
    }

    /** Whether a check may ask it now. */
    boolean mayBeAsked(long now) {
        return silences < SILENCES || (!trying && until - now <= 0);
    }

    /** A check asks it, since it may. */
    Reachability asked() {
        return new Reachability(silences, until, silences == SILENCES);
    }

    /** A check has asked it. One that began before the rest did may also tell that it answers. */
    Reachability told(Contact contact, long now) {
        return switch (contact) {
            case ANSWERED -> ANSWERS;
            case SILENT -> new Reachability(Math.min(SILENCES, silences + 1), now + REST.toNanos(), false);
            case UNTOLD -> new Reachability(silences, until, false);
        };
    }
}
