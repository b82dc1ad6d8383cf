package dev.plangate.checks.mysql;

import java.util.List;

/**
 * A foreign key.
 *
 * @param name empty when the server chooses it
 * @param parent the table that it refers to
 */
public record ForeignKey(String name, List<String> columns, TableName parent) {
    public ForeignKey {
        columns = List.copyOf(columns);
    }
}
