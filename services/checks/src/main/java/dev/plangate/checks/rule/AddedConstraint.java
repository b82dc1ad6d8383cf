package dev.plangate.checks.rule;

import dev.plangate.checks.sql.Identifiers;
import dev.plangate.checks.sql.RelationName;

/** The two statements that add a constraint without holding a strong lock while rows are checked. */
final class AddedConstraint {
    private AddedConstraint() {}

    /**
     * ADD ... NOT VALID and VALIDATE.
     *
     * @param text of the command: "ADD CONSTRAINT c CHECK (...)"; empty = not known
     * @param given the constraint's name, empty = none given
     * @param otherwise the name that it gets then
     */
    static String rewrite(RelationName table, String text, String given, String otherwise) {
        String name = Identifiers.quoted(given.isEmpty() ? otherwise : given);
        String added = text.isEmpty()
                ? "ADD CONSTRAINT " + name + " ..."
                : given.isEmpty()
                        ? text.replaceFirst("(?i)^add\\s+", "ADD CONSTRAINT " + name.replace("$", "\\$") + " ")
                        : text;
        return """
                ALTER TABLE %1$s %2$s NOT VALID;
                -- in a transaction of its own:
                ALTER TABLE %1$s VALIDATE CONSTRAINT %3$s;""".formatted(table, added, name);
    }
}
