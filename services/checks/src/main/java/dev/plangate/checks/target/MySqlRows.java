package dev.plangate.checks.target;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;

/** Questions to a MySQL or MariaDB server whose parameters are texts. */
final class MySqlRows {
    /** Takes a row. */
    interface Each {
        void take(ResultSet row) throws SQLException;
    }

    private MySqlRows() {}

    /** Asks, and takes each row of the answer. */
    static void each(Connection connection, String sql, Each each, String... parameters) throws SQLException {
        try (var query = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setString(i + 1, parameters[i]);
            }
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    each.take(row);
                }
            }
        }
    }

    /** A number that may be missing. */
    static OptionalLong number(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
