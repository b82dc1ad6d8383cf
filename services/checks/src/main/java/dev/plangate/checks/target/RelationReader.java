package dev.plangate.checks.target;

import dev.plangate.checks.catalog.Reference;
import dev.plangate.checks.catalog.Table;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads what a catalog says of relations that a script names. Used by one thread, once. */
final class RelationReader {
    private final Connection connection;
    private final int version;
    /** What was found, by oid. */
    private final Map<Long, RelationFacts> found = new LinkedHashMap<>();

    /**
     * What was read.
     *
     * @param creation current_schema()
     * @param tables those that exist
     */
    record Named(String creation, Map<Reference, Table> tables) {}

    private RelationReader(Connection connection, int version) {
        this.connection = connection;
        this.version = version;
    }

    /** Takes no lock on any of them. Six queries, one when none exists. */
    static Named read(Connection connection, int version, Set<Reference> asked) throws SQLException {
        return new RelationReader(connection, version).read(asked);
    }

    private interface Each {
        void row(ResultSet row) throws SQLException;
    }

    private Named read(Set<Reference> asked) throws SQLException {
        var oids = new HashMap<Reference, Long>();
        String creation = names(asked, oids);
        found.keySet().retainAll(oids.values());
        if (!found.isEmpty()) {
            var all = oids(found.keySet());
            each(CatalogQueries.COLUMNS, row -> facts(row).column(row), all);
            each(CatalogQueries.CONSTRAINTS, this::constraint, all, all);
            each(CatalogQueries.USES, row -> facts(row).use(row), all);
            indexes();
            families();
        }
        var tables = new HashMap<Reference, Table>();
        oids.forEach((reference, oid) -> tables.put(reference, found.get(oid).table(version)));
        return new Named(creation, tables);
    }

    private String names(Set<Reference> asked, Map<Reference, Long> oids) throws SQLException {
        var names = new TreeSet<String>();
        var schemas = new TreeSet<String>();
        for (Reference reference : asked) {
            names.add(reference.name().name());
            schemas.addAll(reference.path());
            schemas.add(reference.name().schema().isEmpty() ? "pg_catalog" : reference.name().schema());
        }
        var session = new ArrayList<Session>();
        each(CatalogQueries.NAMES, row -> {
            session.add(Session.of(row));
            if (row.getObject("oid") != null) {
                found.put(row.getLong("oid"), new RelationFacts(row));
            }
        }, texts(names), texts(schemas));
        Session first = session.getFirst();
        for (Reference reference : asked) {
            first.path(reference)
                    .flatMap(schema -> found.entrySet().stream()
                            .filter(one -> one.getValue().is(schema, reference.name().name())))
                    .findFirst().ifPresent(one -> oids.put(reference, one.getKey()));
        }
        return first.creation();
    }

    /** Whose session it is, and where it looks for names without a schema. */
    private record Session(String creation, List<String> path, String role) {
        static Session of(ResultSet row) throws SQLException {
            return new Session(row.getString("creation"), List.of((String[]) row.getArray("path").getArray()),
                    row.getString("role"));
        }

        /** The schemas in which a name may be, in order. */
        Stream<String> path(Reference reference) {
            if (!reference.name().schema().isEmpty()) {
                return Stream.of(reference.name().schema());
            }
            return reference.path().isEmpty()
                    ? path.stream()
                    : Stream.concat(Stream.of("pg_catalog"),
                            reference.path().stream().map(schema -> schema.equals("$user") ? role : schema));
        }
    }

    private RelationFacts facts(ResultSet row) throws SQLException {
        return found.get(row.getLong("relation"));
    }

    private void constraint(ResultSet row) throws SQLException {
        var own = facts(row);
        if (own != null) {
            own.constraint(row);
        }
        var referenced = found.get(row.getLong("referenced"));
        if (referenced != null) {
            referenced.referencedBy(row);
        }
    }

    private void indexes() throws SQLException {
        var owners = new HashMap<>(found);
        found.values().forEach(facts -> owners.putIfAbsent(facts.toast(), facts));
        each(CatalogQueries.INDEXES, row -> {
            long relation = row.getLong("relation");
            owners.get(relation).index(row, found.containsKey(relation));
        }, oids(owners.keySet()));
    }

    private void families() throws SQLException {
        var parents = found.entrySet().stream().filter(one -> one.getValue().parent()).map(Map.Entry::getKey).toList();
        if (!parents.isEmpty()) {
            each(CatalogQueries.FAMILIES, row -> facts(row).family(row), oids(parents));
        }
    }

    private void each(String sql, Each each, Array... parameters) throws SQLException {
        try (var query = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setArray(i + 1, parameters[i]);
            }
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    each.row(row);
                }
            }
        }
    }

    private Array oids(Collection<Long> oids) throws SQLException {
        return connection.createArrayOf("oid", oids.toArray());
    }

    private Array texts(Collection<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }
}
