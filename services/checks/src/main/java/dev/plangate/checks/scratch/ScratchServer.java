package dev.plangate.checks.scratch;

import java.util.Objects;

/**
 * A PostgreSQL server of our own on which clones are made and thrown away. Nothing else may live on it: traced SQL is hostile.
 *
 * @param url JDBC URL in which {database} stands for the database's name
 * @param user a superuser, which traced SQL never runs as
 * @param password null = none is sent
 */
public record ScratchServer(String url, String user, String password) {
    /** Where the database's name goes in the URL. */
    static final String PLACEHOLDER = "{database}";

    public ScratchServer {
        Objects.requireNonNull(user, "user");
        if (!url.contains(PLACEHOLDER)) {
            throw new IllegalArgumentException("the url of a scratch server must contain " + PLACEHOLDER);
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "scratch server " + url;
    }
}
