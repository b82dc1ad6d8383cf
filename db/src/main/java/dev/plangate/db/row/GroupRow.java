package dev.plangate.db.row;

import java.util.List;

/**
 * A database group with its members as upstream found them. Table database_group.
 *
 * @param name projects/{project}/databaseGroups/{group}
 * @param version only grows
 * @param databases instances/{instance}/databases/{database}; kept sorted, each once
 * @param deleted it is gone; its version stays
 */
public record GroupRow(String name, long version, List<String> databases, boolean deleted) {

    public GroupRow {
        Require.text("name", name);
        Require.atLeast("version", version, 0);
        databases = databases.stream().sorted().distinct().toList();
    }
}
