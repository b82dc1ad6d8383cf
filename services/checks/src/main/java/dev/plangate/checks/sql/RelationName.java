package dev.plangate.checks.sql;

/**
 * A table or view as SQL names it.
 *
 * @param schema empty when the search path decides
 * @param name folded as the server folds it
 */
public record RelationName(String schema, String name) {
    /** Something that belongs to it, in the same schema: "t" and "new" make "t_new". */
    public RelationName derived(String... parts) {
        return new RelationName(schema, Identifiers.derived(name, String.join("_", parts)));
    }

    /** As SQL, quoted where it must be. */
    @Override
    public String toString() {
        return schema.isEmpty()
                ? Identifiers.quoted(name)
                : Identifiers.quoted(schema) + "." + Identifiers.quoted(name);
    }
}
