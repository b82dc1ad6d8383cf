package dev.plangate.bench.torture.record;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The tables at the end, without their bytes. */
public final class TableFiles {
    private static final List<String> TABLES = List.of("plan", "plan_check_run", "plan_check_slice", "rollout",
            "outbox",
            "consumer_offset");

    private TableFiles() {}

    /** One file for each table that there is. */
    public static void write(Path dir, Connection connection) throws SQLException {
        for (String table : TABLES) {
            try (LineFile lines = LineFile.create(dir.resolve(table + ".jsonl"))) {
                if (exists(connection, table)) {
                    rows(connection, table, lines);
                }
            }
        }
    }

    private static boolean exists(Connection connection, String table) throws SQLException {
        try (var statement = connection.prepareStatement("select to_regclass(?) is not null")) {
            statement.setString(1, table);
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    /** Postgres itself writes the rows as JSON, whatever their columns are. */
    private static void rows(Connection connection, String table, LineFile lines) throws SQLException {
        try (var columns = connection.prepareStatement("""
                select format('select (to_jsonb(t) - %L::text[])::text from %I t',
                              coalesce((select array_agg(attname::text) from pg_attribute
                                         where attrelid = to_regclass(?) and atttypid = 'bytea'::regtype), '{}'), ?)
                """)) {
            columns.setString(1, table);
            columns.setString(2, table);
            try (var query = columns.executeQuery(); var statement = connection.createStatement()) {
                query.next();
                try (var rows = statement.executeQuery(query.getString(1))) {
                    while (rows.next()) {
                        lines.add(rows.getString(1));
                    }
                }
            }
        }
    }
}
