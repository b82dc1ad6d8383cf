package dev.plangate.pipeline.console;

import dev.plangate.pipeline.runtime.ExitCode;
import dev.plangate.v1.GateStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * When {@code watch} is over. A rollout ends it at once; a plan that cannot get one by itself must stay so for a moment,
 * because an approval or an issue that was published just now may still be on its way to the gate. Pure.
 */
final class Verdict {
    private static final Duration SETTLED = Duration.ofSeconds(1);

    private final long revision;
    private GateStatus status = GateStatus.getDefaultInstance();
    private Instant since = Instant.MIN;

    /** @param revision the one that is waited for; a status of an older one decides nothing */
    Verdict(long revision) {
        this.revision = revision;
    }

    /** Notes a status that came in at that time. */
    void see(GateStatus newer, Instant now) {
        status = newer;
        since = now;
    }

    /** The exit code, once it is clear. */
    OptionalInt at(Instant now) {
        if (status.getRevision() < revision) {
            return OptionalInt.empty();
        }
        boolean settled = !now.isBefore(since.plus(SETTLED));
        return switch (status.getPhase()) {
            case ROLLED_OUT -> OptionalInt.of(ExitCode.OK);
            case BLOCKED, CLOSED -> settled ? OptionalInt.of(ExitCode.NO_ROLLOUT) : OptionalInt.empty();
            case WAITING, COMMANDED, PHASE_UNSPECIFIED, UNRECOGNIZED -> OptionalInt.empty();
        };
    }
}
