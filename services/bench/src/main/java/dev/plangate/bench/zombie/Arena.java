package dev.plangate.bench.zombie;

import dev.plangate.standalone.postgres.EmbeddedPostgres;
import dev.plangate.standalone.postgres.EmbeddedPostgres.Durability;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** One Postgres for all contestants, and a database for each. */
final class Arena implements AutoCloseable {
    private final EmbeddedPostgres postgres;
    private final Path directory;

    /** @param directory of the server and of the workers' files; the caller deletes it */
    Arena(Path directory) {
        this.directory = directory;
        this.postgres = EmbeddedPostgres.start(directory.resolve("postgres"), 0, Durability.TEMPORARY, Map.of());
    }

    String version() throws SQLException {
        try (Connection connection = access("postgres").connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show server_version")) {
            row.next();
            return row.getString(1);
        }
    }

    Outcome run(Kind kind) throws SQLException, IOException, InterruptedException {
        String name = kind.toString().replace('-', '_');
        access("postgres").execute("create database " + name);
        return new Scenario(kind, access(name), directory).run();
    }

    private Access access(String database) {
        return new Access(postgres.jdbcUrl(database), EmbeddedPostgres.USER, postgres.password());
    }

    @Override
    public void close() {
        postgres.close();
    }
}
