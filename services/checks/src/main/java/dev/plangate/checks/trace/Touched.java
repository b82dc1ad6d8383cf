package dev.plangate.checks.trace;

import dev.plangate.checks.sql.RelationName;

/**
 * A relation that was there before the script.
 *
 * @param name as it was called before the script
 * @param kind pg_class.relkind: r table, p partitioned table, i index, I partitioned index, S sequence, v view, m materialized view
 * @param table of an index its table, else the relation itself
 */
public record Touched(RelationName name, char kind, RelationName table) {
    /** A relation that is no index. */
    public static Touched of(RelationName name, char kind) {
        return new Touched(name, kind, name);
    }

    /** Whether it is an index. */
    public boolean index() {
        return kind == 'i' || kind == 'I';
    }
}
