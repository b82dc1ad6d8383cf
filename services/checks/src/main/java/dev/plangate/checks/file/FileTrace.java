package dev.plangate.checks.file;

import dev.plangate.checks.sql.ParsedSheet;
import dev.plangate.checks.trace.Trace;

/**
 * What a file did on an empty clone of its target.
 *
 * @param sheet whose statements the trace counts
 */
public record FileTrace(ParsedSheet.Valid sheet, Trace trace) {}
