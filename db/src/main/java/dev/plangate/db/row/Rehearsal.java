package dev.plangate.db.row;

import java.util.List;
import java.util.Optional;

/**
 * What the migrations did to a copy of the old layout.
 *
 * @param rows what became of the rows of plan_check_run
 * @param runs what was made of them
 * @param fields what could not be taken over as it was, by field and consequence, the most frequent first
 * @param obstacles what would stop the migrations, or break when they go through: empty when nothing does
 * @param plan what became of one plan, when it was asked for and there is one
 */
public record Rehearsal(Rows rows, Runs runs, List<Field> fields, List<String> obstacles, Optional<OnePlan> plan) {

    /**
     * Rows of the old plan_check_run. Each is in exactly one of the last four.
     *
     * @param total all of them
     * @param kept newest of its plan, type and target
     * @param replaced a newer one of the same plan, type and target is kept
     * @param canceled cancelled
     * @param old of more than 30 days ago
     */
    public record Rows(long total, long kept, long replaced, long canceled, long old) {}

    /**
     * One for each plan that has a row that is kept.
     *
     * @param projects all projects
     * @param plans all plans
     * @param total all runs
     * @param available to be run again, because a row was RUNNING
     * @param failed a row had failed
     * @param done all rows were done
     */
    public record Runs(long projects, long plans, long total, long available, long failed, long done) {}

    /**
     * A kind of field that could not be taken over as it was.
     *
     * @param field its path, with [] for every place in an array and * for a name that the old layout does not have
     * @param consequence what is made of it
     * @param count how many there are
     * @param plan where one is: projects/{project}/plans/{plan}
     * @param row and in which row; 0 = in none of them
     * @param found what is there, its first 200 characters; "missing" when nothing is
     */
    public record Field(String field, String consequence, long count, String plan, long row, String found) {}

    /**
     * One plan.
     *
     * @param name projects/{project}/plans/{plan}
     * @param status of its run: AVAILABLE, FAILED or DONE; empty = it gets none
     * @param errors outcomes of the run that are errors
     * @param warnings outcomes of the run that are warnings
     * @param createdAt of the run; empty = it gets none
     * @param updatedAt of the run; empty = it gets none
     * @param rows its rows of the old layout, in the order of their ids
     * @param notes what could not be taken over as it was
     */
    public record OnePlan(String name, String status, int errors, int warnings, String createdAt, String updatedAt,
            List<OldRow> rows, List<Note> notes) {}

    /**
     * A row of the old plan_check_run.
     *
     * @param type as it was
     * @param target instances/{instance}/databases/{database}; empty = not to be read
     * @param status as it was
     * @param createdAt as it was
     * @param verdict what becomes of it
     * @param replacedBy id of the row that is kept in its place; 0 = none
     */
    public record OldRow(long id, String type, String target, String status, String createdAt, Verdict verdict,
            long replacedBy) {}

    /** What becomes of an old row. */
    public enum Verdict {
        /** It is the newest of its plan, type and target. */
        KEPT,
        /** Left out: a newer one of the same plan, type and target is kept. */
        REPLACED,
        /** Left out: it was cancelled. */
        CANCELED,
        /** Left out: it is of more than 30 days ago. */
        OLD
    }

    /** A field of a row that could not be taken over as it was; row 0 = in none of them. */
    public record Note(long row, String field, String found, String consequence) {}
}
