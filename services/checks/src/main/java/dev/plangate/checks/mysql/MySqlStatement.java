package dev.plangate.checks.mysql;

import dev.plangate.checks.sql.Range;

/**
 * One statement of a sheet.
 *
 * @param index from 0, in the order of the sheet
 * @param range from its first to behind its last token, without the delimiter
 * @param text of that range, verbatim
 * @param type its kind: "ALTER_TABLE"
 * @param conditional whether some of it stands in a comment that only some servers run
 */
public record MySqlStatement(int index, Range range, String text, String type, Action action, boolean conditional) {}
