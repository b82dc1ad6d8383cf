package dev.plangate.checks.scratch;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Statements that take no parameters: PostgreSQL itself puts the quoted names into the text. */
final class Commands {
    private Commands() {}

    /**
     * Lets the server write a statement and runs it.
     *
     * @param format a query of one text: select format('create role %I', ?)
     */
    static void run(Connection connection, String format, Object... parameters) throws SQLException {
        for (String command : texts(connection, format, parameters)) {
            try (var statement = connection.createStatement()) {
                statement.execute(command);
            }
        }
    }

    /** The first column of a query. */
    static List<String> texts(Connection connection, String sql, Object... parameters) throws SQLException {
        try (var query = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setObject(i + 1, parameters[i]);
            }
            var found = new ArrayList<String>();
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    found.add(row.getString(1));
                }
            }
            return found;
        }
    }
}
