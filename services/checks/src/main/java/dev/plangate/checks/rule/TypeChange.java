package dev.plangate.checks.rule;

import dev.plangate.checks.catalog.SqlType;
import java.util.Map;
import java.util.Set;

/**
 * Whether a column's type changes without touching its rows: casts that are binary coercible, or that PostgreSQL's planner support functions drop because
 * the new type holds whatever the old one did.
 */
final class TypeChange {
    /** From a type to others whose values are stored the same. */
    private static final Map<String, Set<String>> SAME_STORAGE = Map.of("varchar", Set.of("text"), "text",
            Set.of("varchar"), "xml", Set.of("text", "varchar"),
            "cidr", Set.of("inet"), "citext", Set.of("text", "varchar"), "int4", Set.of("oid"));
    /** Types whose single modifier is a length or precision that may grow. */
    private static final Set<String> WIDENING = Set.of("varchar", "varbit", "timestamp", "timestamptz", "time",
            "timetz");
    private static final Set<String> UNBOUNDED = Set.of("varchar", "varbit", "numeric", "timestamp", "timestamptz",
            "time", "timetz", "interval");

    private TypeChange() {}

    static boolean isFree(SqlType from, SqlType to) {
        if (from.equals(to)) {
            return true;
        }
        if (from.array() || to.array()) {
            return false;
        }
        if (!from.name().equals(to.name())) {
            return to.modifiers().isEmpty() && SAME_STORAGE.getOrDefault(from.name(), Set.of()).contains(to.name());
        }
        if (to.modifiers().isEmpty()) {
            return UNBOUNDED.contains(to.name());
        }
        if (from.modifiers().isEmpty()) {
            return false;
        }
        if (to.name().equals("numeric")) {
            return scale(from) == scale(to) && to.modifiers().getFirst() >= from.modifiers().getFirst();
        }
        return WIDENING.contains(to.name()) && to.modifiers().getFirst() >= from.modifiers().getFirst();
    }

    private static int scale(SqlType numeric) {
        return numeric.modifiers().size() > 1 ? numeric.modifiers().get(1) : 0;
    }
}
