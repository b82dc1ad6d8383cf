package dev.plangate.pipeline.outbox.domain;

import dev.plangate.db.row.OutboxBacklog;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What waits to be published.
 *
 * @param rows   of all parts; about, when there are many
 * @param oldest age of the oldest
 */
public record Backlog(long rows, Duration oldest) {
    /** Nothing. */
    public static final Backlog NONE = new Backlog(0, Duration.ZERO);

    /** The sum of the rows, and the oldest of all. */
    public static Backlog of(List<OutboxBacklog> parts) {
        return new Backlog(parts.stream().mapToLong(OutboxBacklog::rows).sum(),
                parts.stream().map(OutboxBacklog::oldest).max(Duration::compareTo).orElse(Duration.ZERO));
    }

    /** "about 120,000 rows wait to be published, the oldest for 75 s". */
    @Override
    public String toString() {
        return rows == 0
                ? "nothing waits to be published"
                : String.format(Locale.ROOT, "about %,d rows wait to be published, the oldest for %,d s", rows,
                        oldest.toSeconds());
    }
}
