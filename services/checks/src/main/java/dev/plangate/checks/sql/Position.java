package dev.plangate.checks.sql;

/**
 * A place in a sheet.
 *
 * @param line from 1; lines end with LF (CRLF included)
 * @param column from 1, in Unicode code points; a tab is one
 */
public record Position(int line, int column) {}
