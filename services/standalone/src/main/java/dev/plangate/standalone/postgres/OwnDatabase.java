package dev.plangate.standalone.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Plangate's database and the role that owns it, on the embedded server. The role has the superuser's password and none of its powers. */
public final class OwnDatabase {
    /** Name of both. */
    public static final String NAME = "plangate";

    private OwnDatabase() {}

    /** Makes what is missing. */
    public static void ensure(EmbeddedPostgres postgres) throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.jdbcUrl("postgres"), EmbeddedPostgres.USER,
                postgres.password())) {
            if (absent(connection, "select 1 from pg_roles where rolname = ?")) {
                run(connection, """
                        select format('create role %I login password %L', ?, ?)
                        """, NAME, postgres.password());
            }
            if (absent(connection, "select 1 from pg_database where datname = ?")) {
                run(connection, """
                        select format('create database %I owner %I', ?, ?)
                        """, NAME, NAME);
            }
        }
    }

    private static boolean absent(Connection connection, String query) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, NAME);
            try (var rows = statement.executeQuery()) {
                return !rows.next();
            }
        }
    }

    /** Utility statements take no parameters: Postgres itself puts the quoted names into the text. */
    private static void run(Connection connection, String format, String first, String second) throws SQLException {
        try (var formatting = connection.prepareStatement(format)) {
            formatting.setString(1, first);
            formatting.setString(2, second);
            try (var rows = formatting.executeQuery(); var statement = connection.createStatement()) {
                rows.next();
                statement.execute(rows.getString(1));
            }
        }
    }
}
