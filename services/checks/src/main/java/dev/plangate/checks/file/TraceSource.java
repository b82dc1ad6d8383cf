package dev.plangate.checks.file;

import dev.plangate.checks.catalog.Catalog;
import dev.plangate.checks.rule.Running;
import dev.plangate.checks.sql.ParsedSheet;
import dev.plangate.checks.target.TargetProblem;
import dev.plangate.checks.trace.Trace;
import java.util.Optional;

/** Where files are traced: on empty clones of a target. */
public interface TraceSource {
    /** Nothing is traced. */
    TraceSource NONE = (_, _, _) -> Optional.empty();

    /**
     * What came of running a script; empty = nothing is traced.
     *
     * @param catalog of the target, read for what the script names
     * @throws TargetProblem when the target cannot be asked
     */
    Optional<Trace> of(ParsedSheet.Valid sheet, Running running, Catalog catalog)
            throws TargetProblem, InterruptedException;
}
