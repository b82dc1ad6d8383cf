package dev.plangate.db;

import dev.plangate.db.row.SheetRow;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** SQL texts by hash. Table sheet. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Sheets {

    /** Those of the hashes that are stored. */
    public Set<String> present(Tx tx, Collection<String> sha256s) {
        throw Failures.unfinished();
    }

    /** The texts by hash. A sheet has up to 8 MiB: ask for few at a time. */
    public Map<String, String> texts(Tx tx, Collection<String> sha256s) {
        throw Failures.unfinished();
    }

    /** Stores what is not there yet; the hashes that were new. */
    public Set<String> save(Tx tx, List<SheetRow> rows) {
        throw Failures.unfinished();
    }
}
