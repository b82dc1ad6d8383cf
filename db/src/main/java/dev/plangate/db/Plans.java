package dev.plangate.db;

import dev.plangate.db.row.PlanRow;
import java.util.Collection;
import java.util.List;

/** Plans as accepted. Tables plan and plan_missing. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Plans {

    /** Locks the plans that exist until the end of the transaction, in the order of their names, and reads them after that. */
    public List<PlanRow> lock(Tx tx, Collection<String> names) {
        throw Failures.unfinished();
    }

    /** Reads without a lock. */
    public List<PlanRow> find(Tx tx, Collection<String> names) {
        throw Failures.unfinished();
    }

    /** Names of the plans of these projects that are not deleted and have no rollout, sorted. */
    public List<String> openOf(Tx tx, Collection<String> projects) {
        throw Failures.unfinished();
    }

    /** Names of the plans that wait for one of these resources, sorted. */
    public List<String> waitingFor(Tx tx, Collection<String> resources) {
        throw Failures.unfinished();
    }

    /**
     * Stores the rows, and what each waits for. Rows with id 0 are new; the others were locked in this transaction.
     *
     * @throws DatabaseException CONFLICT when a new plan was stored by somebody else meanwhile
     * @throws IllegalArgumentException when a name is given twice
     * @throws IllegalStateException when a revision, version or run counter would go back
     */
    public void save(Tx tx, List<PlanRow> rows) {
        throw Failures.unfinished();
    }
}
