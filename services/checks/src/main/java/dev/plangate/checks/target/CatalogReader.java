package dev.plangate.checks.target;

import dev.plangate.checks.catalog.Catalog;
import dev.plangate.checks.catalog.Mentioned;
import dev.plangate.checks.catalog.Schema;
import dev.plangate.checks.catalog.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Reads of a target's catalog what a script names, without taking a lock on any table of the user's: a check must not wait behind a migration. */
public final class CatalogReader {
    private CatalogReader() {}

    /** One READ ONLY transaction of a few short queries. */
    public static Catalog read(TargetSession session, Mentioned mentioned) throws TargetProblem {
        try {
            int version = session.serverVersion();
            Catalog read = session.readOnly(List.of(), connection -> {
                var named = RelationReader.read(connection, version, mentioned.relations());
                return new Catalog(version, named.creation(), named.tables(), schemas(connection, mentioned),
                        functions(connection, mentioned));
            });
            var relations = new HashMap<>(read.relations());
            relations.replaceAll((_, table) -> isEmpty(session, table) ? table.withRows(0) : table);
            return new Catalog(version, read.schema(), relations, read.schemas(), read.volatileFunctions());
        } catch (SQLException e) {
            throw TargetProblems.asking(session.target(), e);
        }
    }

    /**
     * Whether a table that was never analyzed has an empty file, as a new table has. This one question locks the table (as every SELECT does), so it has a
     * transaction of its own and no answer when somebody holds the table.
     */
    private static boolean isEmpty(TargetSession session, Table table) {
        if (table.rows().isPresent() || table.kind() != 'r') {
            return false;
        }
        try {
            return session.readOnly(List.of(), connection -> {
                try (var query = connection.prepareStatement(CatalogQueries.EMPTY)) {
                    query.setString(1, table.name().schema());
                    query.setString(2, table.name().name());
                    try (var row = query.executeQuery()) {
                        return row.next() && row.getBoolean(1);
                    }
                }
            });
        } catch (SQLException e) {
            return false; // its size stays unknown, and the worst is assumed
        }
    }

    private static Map<String, Schema> schemas(Connection connection, Mentioned mentioned) throws SQLException {
        var found = new HashMap<String, Schema>();
        if (!mentioned.schemas().isEmpty()) {
            try (var query = connection.prepareStatement(CatalogQueries.SCHEMAS)) {
                query.setArray(1, connection.createArrayOf("text", mentioned.schemas().toArray()));
                try (var row = query.executeQuery()) {
                    while (row.next()) {
                        found.put(row.getString("name"),
                                new Schema(row.getString("name"), row.getInt("tables"), rows(row)));
                    }
                }
            }
        }
        return found;
    }

    private static OptionalLong rows(ResultSet row) throws SQLException {
        long rows = row.getLong("rows");
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(rows);
    }

    private static Map<String, Boolean> functions(Connection connection, Mentioned mentioned) throws SQLException {
        var found = new HashMap<String, Boolean>();
        if (!mentioned.functions().isEmpty()) {
            try (var query = connection.prepareStatement(CatalogQueries.FUNCTIONS)) {
                query.setArray(1, connection.createArrayOf("text", mentioned.functions().toArray()));
                try (var row = query.executeQuery()) {
                    while (row.next()) {
                        found.put(row.getString("name"), row.getBoolean("volatile"));
                    }
                }
            }
        }
        return found;
    }
}
