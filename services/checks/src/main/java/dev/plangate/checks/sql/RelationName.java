package dev.plangate.checks.sql;

/**
 * A table or view as SQL names it.
 *
 * @param schema empty when the search path decides
 * @param name folded as the server folds it
 */
public record RelationName(String schema, String name) {
    /** As SQL, quoted where it must be. */
    @Override
    public String toString() {
        return schema.isEmpty()
                ? Identifiers.quoted(name)
                : Identifiers.quoted(schema) + "." + Identifiers.quoted(name);
    }
}
