package dev.plangate.checks.file;

import dev.plangate.checks.catalog.Catalog;
import dev.plangate.checks.catalog.Mentioned;
import dev.plangate.checks.rule.Running;
import dev.plangate.checks.sql.ParsedSheet;
import dev.plangate.checks.target.TargetProblem;
import java.util.Map;
import java.util.Optional;

/** Where the catalog comes from that files are judged by. */
public interface CatalogSource {
    /** No target is known: rules assume the worst. */
    CatalogSource NONE = _ -> Optional.empty();

    /**
     * What it knows of what a script names; empty = there is no target.
     *
     * @throws TargetProblem when the target cannot be asked
     */
    Optional<Catalog> of(Mentioned mentioned) throws TargetProblem;

    /**
     * How many rows its planner expects statements to change, by their index; none when nobody can be asked.
     *
     * @throws TargetProblem when the target cannot be asked
     */
    default Map<Integer, Long> planned(ParsedSheet.Valid sheet, Catalog catalog, Running running)
            throws TargetProblem {
        return Map.of();
    }
}
