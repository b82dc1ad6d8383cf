package dev.plangate.db.row;

import dev.plangate.v1.ProjectSettings;

/**
 * A project. Table project.
 *
 * @param name projects/{project}
 * @param version only grows
 * @param settings what it demands
 * @param archived no plan of it rolls out
 */
public record ProjectRow(String name, long version, ProjectSettings settings, boolean archived) {

    public ProjectRow {
        Require.text("name", name);
        Require.atLeast("version", version, 0);
        Require.notNull("settings", settings);
    }
}
