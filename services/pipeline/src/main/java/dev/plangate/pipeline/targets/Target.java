package dev.plangate.pipeline.targets;

import dev.plangate.v1.CheckType;
import java.util.Map;
import java.util.Set;

/**
 * One thing to check: a sheet on a database. Two specs on one database are two targets, so that neither hides the other.
 *
 * @param database    instances/{instance}/databases/{database}
 * @param sheetSha256 hex SHA-256 of the sheet's text
 * @param types       the checks to run, in their order of declaration
 * @param priorBackup whether the rows that it changes are to be saved before
 * @param ghostFlags  the spec's, for gh-ost
 */
public record Target(String database, String sheetSha256, Set<CheckType> types, boolean priorBackup,
        Map<String, String> ghostFlags) {
    public Target {
        types = Set.copyOf(types);
        ghostFlags = Map.copyOf(ghostFlags);
        if (database.isEmpty() || sheetSha256.isEmpty() || types.isEmpty()) {
            throw new IllegalArgumentException("a target needs a database, a sheet and at least one check type");
        }
    }
}
