package dev.plangate.contract;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a database group: {@code projects/{project}/databaseGroups/{group}}.
 *
 * @param project the project's id, without {@code projects/}
 * @param group the group's id
 */
public record GroupName(String project, String group) {

    private static final Pattern PATTERN = Pattern
            .compile("projects/(" + ResourceNames.ID + ")/databaseGroups/(" + ResourceNames.ID + ")");

    /** Checks both ids. */
    public GroupName {
        ResourceNames.check("project", ResourceNames.ID, project);
        ResourceNames.check("group", ResourceNames.ID, group);
    }

    /**
     * Reads a resource name.
     *
     * @throws IllegalArgumentException if it does not match; the message holds the pattern
     */
    public static GroupName parse(String name) {
        Matcher parts = ResourceNames.match(PATTERN, name);
        return new GroupName(parts.group(1), parts.group(2));
    }

    /** {@code projects/{project}} */
    public String projectName() {
        return "projects/" + project;
    }

    /** The resource name. */
    @Override
    public String toString() {
        return "projects/" + project + "/databaseGroups/" + group;
    }
}
