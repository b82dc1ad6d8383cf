package dev.plangate.contract;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a database: {@code instances/{instance}/databases/{database}}.
 *
 * @param instance the instance's id, without {@code instances/}
 * @param database the database's name on its server, up to 128 characters without slash and control characters
 */
public record DatabaseName(String instance, String database) {

    private static final Pattern PATTERN = Pattern
            .compile("instances/(" + ResourceNames.ID + ")/databases/(" + ResourceNames.DATABASE_ID + ")");

    /** Checks both parts. */
    public DatabaseName {
        ResourceNames.check("instance", ResourceNames.ID, instance);
        ResourceNames.check("database", ResourceNames.DATABASE_ID, database);
    }

    /**
     * Reads a resource name.
     *
     * @throws IllegalArgumentException if it does not match; the message holds the pattern
     */
    public static DatabaseName parse(String name) {
        Matcher parts = ResourceNames.match(PATTERN, name);
        return new DatabaseName(parts.group(1), parts.group(2));
    }

    /** The resource name. */
    @Override
    public String toString() {
        return "instances/" + instance + "/databases/" + database;
    }
}
