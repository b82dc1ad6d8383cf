package dev.plangate.checks.mysql.catalog;

import dev.plangate.checks.sql.Dialect;

/**
 * What a server is.
 *
 * @param number 80036, 101119; what is not known is taken for new
 */
public record ServerVersion(Dialect dialect, int number) {
    private static final int UNKNOWN = 999_999;

    /** One of which only the kind is known. */
    public static ServerVersion unknown(Dialect dialect) {
        return new ServerVersion(dialect, UNKNOWN);
    }

    /**
     * From what {@code select version()} says: "8.0.36", "10.11.19-MariaDB-deb12".
     *
     * @throws IllegalArgumentException when it is no version
     */
    public static ServerVersion of(String said) {
        var parts = said.replaceFirst("^5\\.5\\.5-", "").split("[^0-9]+", 4);
        if (parts.length < 3 || parts[0].isEmpty() || parts[2].isEmpty()) {
            throw new IllegalArgumentException("no version: " + said);
        }
        return new ServerVersion(said.contains("MariaDB") ? Dialect.MARIADB : Dialect.MYSQL,
                Integer.parseInt(parts[0]) * 10_000 + Integer.parseInt(parts[1]) * 100 + Integer.parseInt(parts[2]));
    }

    /** Whether it is MariaDB. */
    public boolean mariaDb() {
        return dialect == Dialect.MARIADB;
    }

    /** Whether it is at least the one of MySQL or the one of MariaDB. */
    public boolean isAtLeast(int mySql, int mariaDb) {
        return number >= (mariaDb() ? mariaDb : mySql);
    }

    /** "MariaDB 10.11.19", "MySQL". */
    @Override
    public String toString() {
        return number == UNKNOWN
                ? dialect.title()
                : "%s %d.%d.%d".formatted(dialect.title(), number / 10_000, number / 100 % 100, number % 100);
    }
}
