package dev.plangate.checks.sql;

import java.util.List;

/** What the grammar made of a sheet. */
public sealed interface ParsedSheet {
    /** The text that was parsed. */
    SourceText source();

    /** Valid SQL, statement by statement. */
    record Valid(SourceText source, List<Statement> statements) implements ParsedSheet {
        public Valid {
            statements = List.copyOf(statements);
        }
    }

    /**
     * Not valid SQL.
     *
     * @param at byte of the error
     * @param message the grammar's own words, and what else stands there if it is known: a command of psql, a template's placeholder; no period at its end
     */
    record Invalid(SourceText source, int at, String message) implements Refused {}

    /** It could not be parsed for a reason that says nothing about the SQL: too large, too deep, out of memory. Never to be taken for valid. */
    record Unparsed(SourceText source, String reason) implements Refused {}

    /** No statements are known, whatever the grammar. */
    sealed interface Refused extends ParsedSheet {}
}
