package dev.plangate.bench.history.model;

import java.util.List;
import java.util.Optional;

/**
 * A record of plangate.plans.
 *
 * @param content empty: a tombstone
 */
public record PlanRecord(Place at, Optional<Content> content) implements Seen {
    /**
     * A plan as its author wrote it.
     *
     * @param active  state ACTIVE, else CLOSED
     * @param changes specs that have something to check: change_database with a sheet
     * @param hash    of the whole message: equal for equal messages
     */
    public record Content(long revision, boolean active, List<Change> changes, String hash) {
        public Content {
            changes = List.copyOf(changes);
        }
    }

    /**
     * A spec that is checked.
     *
     * @param targets databases, or one group
     */
    public record Change(List<String> targets) {
        public Change {
            targets = List.copyOf(targets);
        }
    }
}
