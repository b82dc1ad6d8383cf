package dev.plangate.checks.trace;

/**
 * A statement that rebuilds a part of a schema.
 *
 * @param phase parts of a lower phase are made first; within a phase in any order that works
 * @param what what it makes, for people: "table public.orders"
 * @param ddl the statement
 */
public record Piece(int phase, String what, String ddl) {}
