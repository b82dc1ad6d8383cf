package dev.plangate.db.row;

import dev.plangate.v1.CheckRun;
import java.time.Instant;
import java.util.Set;

/**
 * Which runs a list shows. All conditions hold at once.
 *
 * @param plan projects/{project}/plans/{plan}: its current run and its past ones; empty = the current runs of all plans
 * @param project projects/{project}; empty = any
 * @param run number of the run; 0 = any
 * @param statuses any of these; empty = any
 * @param findings any of these; empty = any
 * @param created when the run was made
 * @param updated when it last changed: of a run that has ended, when it did
 */
public record RunFilter(String plan, String project, long run, Set<CheckRun.Status> statuses, Set<Findings> findings,
        Range created, Range updated) {

    /** Every plan's current run. */
    public static final RunFilter ALL = new RunFilter("", "", 0, Set.of(), Set.of(), Range.ANY, Range.ANY);

    public RunFilter {
        Require.notNull("plan", plan);
        Require.notNull("project", project);
        Require.atLeast("run", run, 0);
        Require.notNull("created", created);
        Require.notNull("updated", updated);
        statuses = Set.copyOf(statuses);
        findings = Set.copyOf(findings);
    }

    /** What a run that is DONE found. A run that is not DONE has none of these. */
    public enum Findings {
        /** At least one error. */
        ERRORS,
        /** No error, at least one warning. */
        WARNINGS,
        /** Neither. */
        CLEAN
    }

    /**
     * A range of times.
     *
     * @param from the first; null = any
     * @param until the first after it; null = any
     */
    public record Range(Instant from, Instant until) {
        /** All times. */
        public static final Range ANY = new Range(null, null);

        public Range {
            if (from != null && until != null && until.isBefore(from)) {
                throw new IllegalArgumentException("until must not be before from, but is %s, and from %s"
                        .formatted(until, from));
            }
        }
    }
}
