package dev.plangate.checks.file;

import dev.plangate.checks.catalog.Catalog;
import dev.plangate.checks.catalog.Mentioned;
import dev.plangate.checks.target.TargetProblem;
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
}
