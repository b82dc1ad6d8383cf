package dev.plangate.checks.mysql.catalog;

import dev.plangate.checks.mysql.TableName;
import java.util.Map;
import java.util.Optional;

/**
 * What a target's catalog says of what a script names. Immutable.
 *
 * @param schema the database of the connection
 * @param tables those that exist, with their schema
 * @param schemas how many tables each of the databases that the script drops has
 * @param lockWait seconds that a statement waits for a metadata lock when nothing is set
 */
public record MySqlCatalog(ServerVersion version, String schema, Map<TableName, MySqlTable> tables,
        Map<String, Integer> schemas, long lockWait) {
    public MySqlCatalog {
        tables = Map.copyOf(tables);
        schemas = Map.copyOf(schemas);
    }

    /** A table by its whole name. */
    public Optional<MySqlTable> find(TableName name) {
        return Optional.ofNullable(tables.get(name.in(schema)));
    }
}
