package dev.plangate.db.legacy;

import dev.plangate.v1.CheckOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the old layout has to become.
 *
 * @param runs plan id -> its run
 * @param notes everything that cannot be taken over as it was
 * @param verdicts row id -> KEPT, REPLACED, CANCELED, OLD
 */
public record Upgraded(Map<Long, Run> runs, Set<Note> notes, Map<Long, String> verdicts) {

    /**
     * A run.
     *
     * @param createdAt null = the time of the migration
     * @param updatedAt null = the time of the migration
     * @param outcomes of a run that has ended
     */
    public record Run(String status, Instant createdAt, Instant updatedAt, List<CheckOutcome> outcomes) {

        public long count(CheckOutcome.Status of) {
            return outcomes.stream().filter(o -> o.getStatus() == of).count();
        }
    }

    /**
     * A note.
     *
     * @param found "*" = an object or a list, however it is shown
     */
    public record Note(long row, String field, String found, String consequence) {}
}
