package dev.plangate.db;

import dev.plangate.db.row.RolloutRow;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Rollouts, at most one per plan. Table rollout. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Rollouts {

    /** Plan -> name of its rollout, of those plans that have one. */
    public Map<String, String> existing(Tx tx, Collection<String> plans) {
        throw Failures.unfinished();
    }

    /** The rollouts of these plans. */
    public List<RolloutRow> find(Tx tx, Collection<String> plans) {
        throw Failures.unfinished();
    }

    /**
     * Stores new rollouts. The caller holds the plans' locks and marks their rows.
     *
     * @throws DatabaseException REFUSED when a plan has one already
     */
    public void save(Tx tx, List<RolloutRow> rows) {
        throw Failures.unfinished();
    }
}
