package dev.plangate.db;

import dev.plangate.db.row.GroupRow;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Database groups. Table database_group. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Groups {

    /** Those that are known, deleted ones included. */
    public List<GroupRow> find(Tx tx, Collection<String> names) {
        throw Failures.unfinished();
    }

    /** Stores each row whose version is above the stored one; of a name given twice the higher version. The names that were written. */
    public Set<String> save(Tx tx, List<GroupRow> rows) {
        throw Failures.unfinished();
    }

    /** Marks as deleted, keeping the version: a tombstone has none. The names that were not deleted before. */
    public Set<String> delete(Tx tx, Collection<String> names) {
        throw Failures.unfinished();
    }
}
