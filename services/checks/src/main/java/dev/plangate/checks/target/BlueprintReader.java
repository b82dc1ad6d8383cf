package dev.plangate.checks.target;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plangate.checks.sql.RelationName;
import dev.plangate.checks.trace.Blueprint;
import dev.plangate.checks.trace.Piece;
import dev.plangate.checks.trace.Size;
import dev.plangate.checks.trace.Wanted;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Reads of a target's catalogs what rebuilds a part of its schema. Of locks it takes ACCESS SHARE on what views are made of, as pg_get_viewdef() does. */
public final class BlueprintReader {
    /** Objects, with indexes and constraints, beyond which a schema is not rebuilt. */
    public static final int MOST_OBJECTS = 20_000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OLDEST = 14;

    private BlueprintReader() {}

    /** Two READ ONLY transactions of one or two queries each. */
    public static Blueprint read(TargetSession session, Wanted wanted) throws TargetProblem {
        try {
            int version = session.serverVersion();
            if (version / 10_000 < OLDEST) {
                throw new TargetProblem(TargetProblem.Kind.OTHER, "The " + session.target() + " is PostgreSQL "
                        + version / 10_000 + ", and traces need " + OLDEST + " or newer.", null);
            }
            var path = session.readOnly(List.of(), BlueprintReader::path);
            return session.readOnly(List.of("pg_catalog"), connection -> read(connection, version, path, wanted));
        } catch (SQLException e) {
            throw TargetProblems.asking(session.target(), e);
        }
    }

    private static List<String> path(Connection connection) throws SQLException {
        try (var query = connection.prepareStatement(BlueprintQueries.PATH); var row = query.executeQuery()) {
            row.next();
            var path = new ArrayList<String>();
            for (JsonNode schema : JSON.readTree(row.getString(1))) {
                path.add(schema.asText());
            }
            return path;
        } catch (JsonProcessingException e) {
            throw new SQLException("the server's JSON cannot be read", e);
        }
    }

    private static Blueprint read(Connection connection, int version, List<String> path, Wanted wanted)
            throws SQLException {
        try (var query = connection.prepareStatement(BlueprintQueries.PIECES)) {
            query.setString(1, question(wanted.relations()));
            query.setArray(2, texts(connection, wanted.types()));
            query.setArray(3, texts(connection, wanted.altered()));
            query.setArray(4, texts(connection, wanted.functions()));
            // a schema is made when a word of the script may be its name
            var schemas = new HashSet<>(wanted.types());
            schemas.addAll(wanted.schemas());
            query.setArray(5, texts(connection, schemas));
            query.setBoolean(6, wanted.everything());
            query.setArray(7, texts(connection, wanted.schemas()));
            query.setBoolean(8, wanted.everything());
            query.setBoolean(9, wanted.everything());
            query.setBoolean(10, wanted.everything());
            query.setInt(11, MOST_OBJECTS);
            try (var row = query.executeQuery()) {
                return blueprint(version, path, roles(connection, wanted.roles()), row);
            }
        }
    }

    private static List<String> roles(Connection connection, Set<String> named) throws SQLException {
        var found = new ArrayList<String>();
        if (!named.isEmpty()) {
            try (var query = connection.prepareStatement(BlueprintQueries.ROLES)) {
                query.setArray(1, texts(connection, named));
                try (var row = query.executeQuery()) {
                    while (row.next()) {
                        found.add(row.getString(1));
                    }
                }
            }
        }
        return found;
    }

    private static java.sql.Array texts(Connection connection, Set<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }

    private static String question(Set<RelationName> relations) {
        var question = JSON.createArrayNode();
        relations.forEach(name -> question.addObject().put("schema", name.schema()).put("name", name.name()));
        return question.toString();
    }

    private static Blueprint blueprint(int version, List<String> path, List<String> roles, ResultSet row)
            throws SQLException {
        var pieces = new ArrayList<Piece>();
        var missing = new ArrayList<String>();
        var sizes = new HashMap<RelationName, Size>();
        while (row.next()) {
            int phase = row.getInt("phase");
            String what = row.getString("what");
            switch (phase) {
                case -1 -> {
                    if (Integer.parseInt(what) >= MOST_OBJECTS) {
                        missing.add("some of more than " + MOST_OBJECTS + " objects that the script may touch");
                    }
                }
                case 0 -> {
                    long rows = row.getLong("rows");
                    var known = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(rows);
                    sizes.put(new RelationName(row.getString("schema"), row.getString("name")),
                            new Size(known, row.getLong("heap"), row.getLong("total")));
                }
                case 1 -> missing.add(what);
                default -> pieces.add(new Piece(phase, what, row.getString("ddl")));
            }
        }
        return new Blueprint(version, path, pieces, missing, roles, sizes);
    }
}
