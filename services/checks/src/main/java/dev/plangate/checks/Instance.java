package dev.plangate.checks;

import dev.plangate.checks.target.TargetAddress;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A server whose databases can be checked.
 *
 * @param name {instance} of instances/{instance}
 * @param engine what kind of server
 * @param environment what people call it: "production"; decides nothing
 * @param url JDBC URL in which {database} stands for the database's name
 * @param user to log in as; should have few privileges
 * @param secret the user's password
 * @param projects names (projects/{project}) which may target it; "*" = all
 * @param maxConcurrentChecks connections that checks open at once
 * @param trace whether sheets for it are run on an empty clone too
 * @param scratchSchema of MySQL and MariaDB: where empty copies of its tables may be made to ask what an ALTER TABLE does; empty = nowhere
 */
public record Instance(String name, Engine engine, String environment, String url, String user, Secret secret,
        Set<String> projects,
        int maxConcurrentChecks, boolean trace, Optional<String> scratchSchema) {
    /** Where the database's name goes in {@link #url}. */
    public static final String PLACEHOLDER = "{database}";

    public Instance {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(engine, "engine");
        Objects.requireNonNull(secret, "secret");
        if (!url.contains(PLACEHOLDER)) {
            throw new IllegalArgumentException("url of instance " + name + " must contain " + PLACEHOLDER);
        }
        if (maxConcurrentChecks < 1) {
            throw new IllegalArgumentException(
                    "maxConcurrentChecks of instance " + name + " must be at least 1, got " + maxConcurrentChecks);
        }
        projects = Set.copyOf(projects);
    }

    /** One without a schema for copies. */
    public Instance(String name, Engine engine, String environment, String url, String user, Secret secret,
            Set<String> projects, int maxConcurrentChecks, boolean trace) {
        this(name, engine, environment, url, user, secret, projects, maxConcurrentChecks, trace, Optional.empty());
    }

    /** One whose sheets are not traced. */
    public Instance(String name, Engine engine, String environment, String url, String user, Secret secret,
            Set<String> projects, int maxConcurrentChecks) {
        this(name, engine, environment, url, user, secret, projects, maxConcurrentChecks, false);
    }

    /** The JDBC URL of a database. The name is encoded: it is the plan author's word, and must not add parameters. */
    public String url(String database) {
        return url.replace(PLACEHOLDER, URLEncoder.encode(database, StandardCharsets.UTF_8));
    }

    /**
     * Where a database is and how to log in.
     *
     * @throws IOException when the file with the password cannot be read
     */
    TargetAddress address(String database) throws IOException {
        return new TargetAddress(name, database, url(database), user, secret.reveal());
    }

    /** Whether a project (projects/{project}) may target it. */
    public boolean allows(String project) {
        return projects.contains("*") || projects.contains(project);
    }
}
