package dev.plangate.checks.file;

import dev.plangate.checks.rule.Policy;
import dev.plangate.checks.rule.Running;
import dev.plangate.v1.ReviewPolicy;

/**
 * By what files are judged.
 *
 * @param running how they will be run
 * @param traces is asked where {@code catalogs} knows a target
 */
public record Judging(Policy policy, Running running, CatalogSource catalogs, TraceSource traces) {
    /** Without a policy and without a target, statement by statement. */
    public static final Judging DEFAULT = new Judging(Policy.of(ReviewPolicy.getDefaultInstance()),
            Running.STATEMENT_BY_STATEMENT, CatalogSource.NONE);

    /** Without traces. */
    public Judging(Policy policy, Running running, CatalogSource catalogs) {
        this(policy, running, catalogs, TraceSource.NONE);
    }
}
