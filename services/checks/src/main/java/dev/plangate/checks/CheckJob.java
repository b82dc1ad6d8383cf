package dev.plangate.checks;

import dev.plangate.v1.CheckType;
import dev.plangate.v1.ReviewPolicy;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * One sheet to be checked on one target.
 *
 * @param target instances/{instance}/databases/{database}
 * @param project projects/{project} that asks; the instance must allow it
 * @param sheetSha256 lower-case hex SHA-256 of the text's UTF-8 bytes; trusted to be right
 * @param sql the sheet's text
 * @param policy which rules apply
 * @param types what to check
 * @param priorBackup whether the rows that the sheet changes are to be saved before: then STATEMENT_ADVISE says whether they can be
 * @param ghostFlags of gh-ost, name without dashes to value; they matter when GHOST_SYNC is asked for or the sheet has a directive
 * @param deadline for the target alone, from when its instance has a slot for it; what comes before is bounded by the caller
 */
public record CheckJob(String target, String project, String sheetSha256, String sql, ReviewPolicy policy,
        Set<CheckType> types, boolean priorBackup, Map<String, String> ghostFlags, Duration deadline) {
    /** Without flags of gh-ost. */
    public CheckJob(String target, String project, String sheetSha256, String sql, ReviewPolicy policy,
            Set<CheckType> types, boolean priorBackup, Duration deadline) {
        this(target, project, sheetSha256, sql, policy, types, priorBackup, Map.of(), deadline);
    }

    /** Without a prior backup. */
    public CheckJob(String target, String project, String sheetSha256, String sql, ReviewPolicy policy,
            Set<CheckType> types, Duration deadline) {
        this(target, project, sheetSha256, sql, policy, types, false, deadline);
    }

    public CheckJob {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(project, "project");
        Objects.requireNonNull(sheetSha256, "sheetSha256");
        Objects.requireNonNull(sql, "sql");
        Objects.requireNonNull(policy, "policy");
        types = Set.copyOf(types);
        ghostFlags = Map.copyOf(ghostFlags);
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("deadline must be positive, got " + deadline);
        }
    }
}
