package dev.plangate.pipeline.api.domain;

import dev.plangate.v1.GateStatus;
import java.time.Duration;
import java.util.Optional;

/**
 * When a watch is over. A rollout ends it at once; a plan that gets none by itself has to stay so for a moment, since an approval
 * that was published just now may still be on its way to the gate. Times are nanoseconds of a monotonic clock.
 */
public final class WatchEnd {
    private static final Duration SETTLED = Duration.ofSeconds(1);

    private final long revision;
    private GateStatus status = GateStatus.getDefaultInstance();
    private long since;

    /** @param revision the one that is waited for: a status of an older one ends nothing */
    public WatchEnd(long revision) {
        this.revision = revision;
    }

    /** Notes a status that came now. */
    public void see(GateStatus newer, long now) {
        status = newer;
        since = now;
    }

    /** How much longer to wait for what may come; zero = it is over; empty = until something comes. */
    public Optional<Duration> left(long now) {
        if (status.getRevision() < revision) {
            return Optional.empty();
        }
        return switch (status.getPhase()) {
            case ROLLED_OUT -> Optional.of(Duration.ZERO);
            case BLOCKED, CLOSED -> {
                Duration left = SETTLED.minusNanos(now - since);
                yield Optional.of(left.isNegative() ? Duration.ZERO : left);
            }
            case WAITING, COMMANDED, PHASE_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
        };
    }
}
