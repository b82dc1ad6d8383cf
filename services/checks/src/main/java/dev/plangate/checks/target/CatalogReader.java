package dev.plangate.checks.target;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plangate.checks.catalog.Catalog;
import dev.plangate.checks.catalog.Column;
import dev.plangate.checks.catalog.Constraint;
import dev.plangate.checks.catalog.Index;
import dev.plangate.checks.catalog.Mentioned;
import dev.plangate.checks.catalog.Reference;
import dev.plangate.checks.catalog.Schema;
import dev.plangate.checks.catalog.SqlType;
import dev.plangate.checks.catalog.Table;
import dev.plangate.checks.sql.RelationName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Reads of a target's catalog what a script names, without taking a lock on any table of the user's: a check must not wait behind a migration. */
public final class CatalogReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CatalogReader() {}

    /** One READ ONLY transaction of two to four queries. */
    public static Catalog read(TargetSession session, Mentioned mentioned) throws TargetProblem {
        try {
            int version = session.serverVersion();
            Catalog read = session.readOnly(List.of(), connection -> new Catalog(version, schema(connection),
                    relations(connection, List.copyOf(mentioned.relations())), schemas(connection, mentioned),
                    functions(connection, mentioned)));
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

    private static String schema(Connection connection) throws SQLException {
        try (var query = connection.prepareStatement("select coalesce(current_schema(), 'public')");
                var row = query.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }

    private static Map<Reference, Table> relations(Connection connection, List<Reference> asked) throws SQLException {
        var found = new HashMap<Reference, Table>();
        if (asked.isEmpty()) {
            return found;
        }
        try (var query = connection.prepareStatement(CatalogQueries.RELATIONS)) {
            query.setString(1, question(asked));
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    found.put(asked.get(row.getInt("ord")), table(row));
                }
            }
        }
        return found;
    }

    private static String question(List<Reference> asked) {
        var question = JSON.createArrayNode();
        for (int i = 0; i < asked.size(); i++) {
            var item = question.addObject().put("ord", i).put("schema", asked.get(i).name().schema()).put("name",
                    asked.get(i).name().name());
            asked.get(i).path().forEach(item.putArray("path")::add);
        }
        return question.toString();
    }

    private static Table table(ResultSet row) throws SQLException {
        var uses = new HashMap<String, List<String>>();
        for (JsonNode use : json(row, "uses")) {
            uses.computeIfAbsent(use.path("column").asText(), _ -> new ArrayList<>()).add(use.path("what").asText());
        }
        var columns = new HashMap<String, Column>();
        for (JsonNode column : json(row, "columns")) {
            String name = column.path("name").asText();
            columns.put(name,
                    new Column(name, SqlType.of(column.path("type").asText(), column.path("formatted").asText()),
                            column.path("notnull").asBoolean(), uses.getOrDefault(name, List.of())));
        }
        var constraints = new ArrayList<Constraint>();
        for (JsonNode constraint : json(row, "constraints")) {
            constraints.add(new Constraint(constraint.path("name").asText(), constraint.path("kind").asText().charAt(0),
                    constraint.path("validated").asBoolean(),
                    texts(constraint.path("columns")), constraint.path("definition").asText("")));
        }
        var indexes = new ArrayList<Index>();
        for (JsonNode index : json(row, "indexes")) {
            indexes.add(new Index(index.path("name").asText(), index.path("method").asText(),
                    texts(index.path("columns")), index.path("unique").asBoolean(), index.path("valid").asBoolean(),
                    index.path("predicate").isNull() ? "" : index.path("predicate").asText("")));
        }
        return new Table(new RelationName(row.getString("schema"), row.getString("name")),
                row.getString("kind").charAt(0), number(row, "rows"),
                row.getLong("bytes"), columns, constraints, texts(json(row, "dependents")), indexes);
    }

    private static JsonNode json(ResultSet row, String column) throws SQLException {
        try {
            return JSON.readTree(row.getString(column));
        } catch (JsonProcessingException e) {
            throw new SQLException("the server's JSON cannot be read", e);
        }
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static OptionalLong number(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
    }

    private static Map<String, Schema> schemas(Connection connection, Mentioned mentioned) throws SQLException {
        var found = new HashMap<String, Schema>();
        if (!mentioned.schemas().isEmpty()) {
            try (var query = connection.prepareStatement(CatalogQueries.SCHEMAS)) {
                query.setArray(1, connection.createArrayOf("text", mentioned.schemas().toArray()));
                try (var row = query.executeQuery()) {
                    while (row.next()) {
                        found.put(row.getString("name"),
                                new Schema(row.getString("name"), row.getInt("tables"), number(row, "rows")));
                    }
                }
            }
        }
        return found;
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
