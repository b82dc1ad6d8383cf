package dev.plangate.bench.history.model;

import java.util.List;
import java.util.Optional;

/**
 * A record of plangate.plan-states.
 *
 * @param timestamp milliseconds since 1970
 * @param settings  empty: the project was not known
 */
public record StateRecord(Place at, long timestamp, long version, long revision, String checkDigest, String liveness,
        Optional<Settings> settings, boolean archived, long run, List<String> waitingFor) implements Seen {
    public StateRecord {
        waitingFor = List.copyOf(waitingFor);
    }

    /** Whether a rollout is possible as far as plan and project go. */
    public boolean isOpen() {
        return isLive() && settings.isPresent() && !archived;
    }

    /** Whether the plan is active. */
    public boolean isLive() {
        return liveness.equals("LIVE");
    }
}
