package dev.plangate.checks.file;

import dev.plangate.checks.rule.Policy;
import dev.plangate.checks.rule.Running;
import dev.plangate.checks.sql.Dialect;
import dev.plangate.v1.ReviewPolicy;
import java.util.Optional;

/**
 * By what files are judged.
 *
 * @param running how they will be run
 * @param catalogs of PostgreSQL
 * @param traces is asked where {@code catalogs} knows a target
 * @param mySql present = they are for MySQL or MariaDB, and not for PostgreSQL
 */
public record Judging(Policy policy, Running running, CatalogSource catalogs, TraceSource traces,
        Optional<MySqlFiles> mySql) {
    /** Files for PostgreSQL. */
    public Judging(Policy policy, Running running, CatalogSource catalogs, TraceSource traces) {
        this(policy, running, catalogs, traces, Optional.empty());
    }

    /** Files for MySQL or MariaDB. */
    public Judging(Policy policy, Running running, MySqlFiles mySql) {
        this(policy, running, CatalogSource.NONE, TraceSource.NONE, Optional.of(mySql));
    }

    /** What they are read as. */
    public Dialect dialect() {
        return mySql.map(MySqlFiles::dialect).orElse(Dialect.POSTGRES);
    }

    /** Without a policy and without a target, statement by statement. */
    public static final Judging DEFAULT = new Judging(Policy.of(ReviewPolicy.getDefaultInstance()),
            Running.STATEMENT_BY_STATEMENT, CatalogSource.NONE);

    /** Without traces. */
    public Judging(Policy policy, Running running, CatalogSource catalogs) {
        this(policy, running, catalogs, TraceSource.NONE);
    }
}
