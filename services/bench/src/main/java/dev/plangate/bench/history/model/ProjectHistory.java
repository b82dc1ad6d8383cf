package dev.plangate.bench.history.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A project as its topic showed it. A version that is not above the known one changes nothing; a tombstone archives.
 *
 * @param records in the order of the topic
 */
public record ProjectHistory(List<ProjectRecord> records) {
    /** A project of which nothing is known yet. */
    public ProjectHistory() {
        this(new ArrayList<>());
    }

    /**
     * A record of plangate.projects.
     *
     * @param content empty: a tombstone
     */
    public record ProjectRecord(Place at, Optional<Content> content) implements Seen {}

    /** What a record says. */
    public record Content(long version, Settings settings, boolean archived) {}

    /** What was in force for some time, from the record at {@code since} on. */
    public record State(Settings settings, boolean archived, Place since) {}

    /** All that was in force, in order; the last still is. */
    public List<State> states() {
        var states = new ArrayList<State>();
        long version = 0;
        for (ProjectRecord next : records) {
            if (next.content().isEmpty()) {
                if (!states.isEmpty()) {
                    states.add(new State(states.getLast().settings(), true, next.at()));
                }
            } else if (next.content().get().version() > version) {
                Content content = next.content().get();
                version = content.version();
                states.add(new State(content.settings(), content.archived(), next.at()));
            }
        }
        return states;
    }
}
