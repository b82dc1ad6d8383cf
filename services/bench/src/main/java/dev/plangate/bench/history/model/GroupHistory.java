package dev.plangate.bench.history.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A database group as its topic showed it. A version that is not above the known one changes nothing; a tombstone empties.
 *
 * @param records in the order of the topic
 */
public record GroupHistory(List<GroupRecord> records) {
    /** A group of which nothing is known yet. */
    public GroupHistory() {
        this(new ArrayList<>());
    }

    /**
     * A record of plangate.database-groups.
     *
     * @param content empty: a tombstone
     */
    public record GroupRecord(Place at, Optional<Content> content) implements Seen {}

    /** What a record says. */
    public record Content(long version, Set<String> databases) {
        public Content {
            databases = Set.copyOf(databases);
        }
    }

    /** The members for some time, from the record at {@code since} on. */
    public record Members(Set<String> databases, Place since) {}

    /** All memberships, in order; the last is in force. */
    public List<Members> memberships() {
        var memberships = new ArrayList<Members>();
        long version = 0;
        for (GroupRecord next : records) {
            if (next.content().isEmpty()) {
                if (!memberships.isEmpty()) {
                    memberships.add(new Members(Set.of(), next.at()));
                }
            } else if (next.content().get().version() > version) {
                version = next.content().get().version();
                memberships.add(new Members(next.content().get().databases(), next.at()));
            }
        }
        return memberships;
    }
}
