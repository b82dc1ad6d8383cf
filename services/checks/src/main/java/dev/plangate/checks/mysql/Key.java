package dev.plangate.checks.mysql;

import java.util.List;
import java.util.Locale;

/**
 * An index of a table.
 *
 * @param name empty when the server chooses it
 * @param parts in order
 */
public record Key(Kind kind, String name, List<Part> parts) {
    /** What it is for. */
    public enum Kind {
        PRIMARY, UNIQUE, INDEX, FULLTEXT, SPATIAL, VECTOR
    }

    /**
     * A column of it.
     *
     * @param column empty when it is an expression
     * @param prefix characters that are indexed; 0 = all
     */
    public record Part(String column, int prefix) {
        /** Whether it is the same, names being the same in any case. */
        boolean same(Part other) {
            return !column.isEmpty() && column.equalsIgnoreCase(other.column) && prefix == other.prefix;
        }
    }

    public Key {
        parts = List.copyOf(parts);
    }

    /** Whether the other one begins with all parts of this one, in order. */
    public boolean begins(Key other) {
        if (parts.isEmpty() || parts.size() > other.parts.size()) {
            return false;
        }
        for (int i = 0; i < parts.size(); i++) {
            if (!parts.get(i).same(other.parts.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether it is a tree that is searched from its first column on. */
    public boolean ordered() {
        return kind == Kind.PRIMARY || kind == Kind.UNIQUE || kind == Kind.INDEX;
    }

    /** Whether it has a column. */
    public boolean has(String column) {
        return parts.stream().anyMatch(part -> part.column().equalsIgnoreCase(column));
    }

    /** "index i (a, b)". */
    @Override
    public String toString() {
        String what = kind == Kind.PRIMARY
                ? "primary key"
                : kind == Kind.INDEX
                        ? "index"
                        : kind.name().toLowerCase(Locale.ROOT) + " index";
        return what + (name.isEmpty() ? "" : " " + TableName.quoted(name)) + " (" + String.join(", ",
                parts.stream().map(part -> part.column().isEmpty()
                        ? "..."
                        : TableName.quoted(part.column())
                                + (part.prefix() == 0 ? "" : "(" + part.prefix() + ")"))
                        .toList())
                + ")";
    }
}
