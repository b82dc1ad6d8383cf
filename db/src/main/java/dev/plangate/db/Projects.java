package dev.plangate.db;

import dev.plangate.db.row.ProjectRow;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Projects. Table project. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Projects {

    /** Those that are known with their settings; a project brought over from the old layout is not, until upstream publishes it. */
    public List<ProjectRow> find(Tx tx, Collection<String> names) {
        throw Failures.unfinished();
    }

    /** Stores each row whose version is above the stored one; of a name given twice the higher version. The names that were written. */
    public Set<String> save(Tx tx, List<ProjectRow> rows) {
        throw Failures.unfinished();
    }

    /** Archives, keeping the version: a tombstone has none. The names that were not archived before. */
    public Set<String> archive(Tx tx, Collection<String> names) {
        throw Failures.unfinished();
    }
}
