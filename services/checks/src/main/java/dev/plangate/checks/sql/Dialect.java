package dev.plangate.checks.sql;

import java.util.EnumSet;
import java.util.Set;

/** A server's SQL. */
public enum Dialect {
    POSTGRES("PostgreSQL"), MYSQL("MySQL"), MARIADB("MariaDB");

    /** All of them. */
    public static final Set<Dialect> ALL = Set.copyOf(EnumSet.allOf(Dialect.class));

    private final String title;

    Dialect(String title) {
        this.title = title;
    }

    /** "PostgreSQL". */
    public String title() {
        return title;
    }
}
