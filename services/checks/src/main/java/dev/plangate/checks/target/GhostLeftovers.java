package dev.plangate.checks.target;

import dev.plangate.checks.ghost.GhostTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Removes what a dry run left behind: of its own tables alone, whose names nobody else has. */
final class GhostLeftovers {
    /** A gh-ost that was killed may have a statement under way. One's own sessions may be killed without a privilege. */
    private static final String SESSIONS = """
            select id from information_schema.processlist
            where locate(?, info) > 0 and id <> connection_id()
            """;
    private static final String TABLES = """
            select table_name from information_schema.tables where table_schema = ? and table_name in (?, ?, ?, ?)
            """;

    private GhostLeftovers() {}

    static Tidied tidy(Connection connection, TargetAddress target, GhostTables tables) {
        var dropped = new ArrayList<String>();
        try {
            endSessions(connection, tables);
            for (String name : present(connection, target.database(), tables)) {
                drop(connection, target.database(), name);
                dropped.add(name);
            }
            var left = present(connection, target.database(), tables);
            return new Tidied(dropped, left, left.isEmpty() ? "" : "They came back.");
        } catch (SQLException e) {
            var left = new ArrayList<>(tables.names());
            left.removeAll(dropped);
            return new Tidied(dropped, left, target.scrubbed(TargetProblems.firstLine(e)));
        }
    }

    private static void endSessions(Connection connection, GhostTables tables) throws SQLException {
        var ids = new ArrayList<Long>();
        try (var query = connection.prepareStatement(SESSIONS)) {
            query.setString(1, tables.base());
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getLong(1));
                }
            }
        }
        for (long id : ids) {
            try (var kill = connection.prepareStatement("kill ?")) {
                kill.setLong(1, id);
                kill.execute();
            } catch (SQLException e) {
                // it has ended meanwhile
            }
        }
    }

    private static List<String> present(Connection connection, String database, GhostTables tables)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(TABLES)) {
            query.setString(1, database);
            for (int i = 0; i < tables.names().size(); i++) {
                query.setString(i + 2, tables.names().get(i));
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

    /** Names cannot be parameters: the server quotes them. */
    private static void drop(Connection connection, String database, String table) throws SQLException {
        try (var quote = connection.prepareStatement("""
                select concat('drop table if exists `', replace(?, '`', '``'), '`.`', replace(?, '`', '``'), '`')
                """)) {
            quote.setString(1, database);
            quote.setString(2, table);
            String sql;
            try (var row = quote.executeQuery()) {
                row.next();
                sql = row.getString(1);
            }
            try (var statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }
}
