package dev.plangate.checks.file;

import dev.plangate.checks.mysql.MySqlSheet;
import dev.plangate.checks.mysql.catalog.MySqlCatalog;
import dev.plangate.checks.target.TargetProblem;
import java.util.Optional;

/** Where the catalog comes from that files of MySQL and MariaDB are judged by. */
public interface MySqlCatalogSource {
    /** No target is known: rules assume the worst. */
    MySqlCatalogSource NONE = _ -> Optional.empty();

    /**
     * What it knows of what a script names; empty = there is no target.
     *
     * @throws TargetProblem when the target cannot be asked
     */
    Optional<MySqlCatalog> of(MySqlSheet.Valid sheet) throws TargetProblem;
}
