package dev.plangate.bench.torture.world;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Questions to Postgres past the proxies, on one connection that is opened again after a crash. Thread-safe. */
public final class Sql implements AutoCloseable {
    /** Reads one row. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final DatabaseServer postgres;
    private Connection connection;

    Sql(DatabaseServer postgres) {
        this.postgres = postgres;
    }

    /** The rows; empty while Postgres does not answer. */
    public synchronized <T> Optional<List<T>> list(String query, Reader<T> reader, Object... parameters) {
        try {
            if (connection == null) {
                connection = postgres.connect();
            }
            try (PreparedStatement statement = connection.prepareStatement(query)) {
                for (int i = 0; i < parameters.length; i++) {
                    statement.setObject(i + 1, parameters[i]);
                }
                var all = new ArrayList<T>();
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        all.add(reader.read(rows));
                    }
                }
                return Optional.of(all);
            }
        } catch (SQLException e) {
            close();
            return Optional.empty();
        }
    }

    /** One number; empty while Postgres does not answer. */
    public Optional<Long> number(String query, Object... parameters) {
        return list(query, row -> row.getLong(1), parameters).map(List::getFirst);
    }

    @Override
    public synchronized void close() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            // it was broken before
        } finally {
            connection = null;
        }
    }
}
