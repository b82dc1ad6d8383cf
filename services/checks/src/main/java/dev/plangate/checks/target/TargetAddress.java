package dev.plangate.checks.target;

import java.util.Objects;

/**
 * Where a target is and how to log in.
 *
 * @param instance name of the server
 * @param database name of the database
 * @param url JDBC URL of it, without secrets
 * @param user to log in as
 * @param password null = none is sent
 * @param setIn where people wrote all that, for messages
 */
public record TargetAddress(String instance, String database, String url, String user, String password, String setIn) {
    /** That of an instance. */
    public TargetAddress(String instance, String database, String url, String user, String password) {
        this(instance, database, url, user, password, "instances.yaml");
    }

    public TargetAddress {
        Objects.requireNonNull(url, "url");
    }

    @Override
    public String toString() {
        return "database " + database + " of instance " + instance;
    }

    /** A text without the password. */
    String scrubbed(String text) {
        return password == null || password.isEmpty() || text == null
                ? String.valueOf(text)
                : text.replace(password, "***");
    }
}
