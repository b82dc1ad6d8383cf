package dev.plangate.checks.scratch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plangate.checks.rule.LockMode;
import dev.plangate.checks.scratch.Observation.Lock;
import dev.plangate.checks.scratch.Observation.Relation;
import dev.plangate.checks.sql.RelationName;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;

/**
 * Looks at a transaction from within: nobody else sees its files and counters before it ends. Inside of a savepoint, with a search path that ends with it: traced
 * SQL must not be able to put relations and functions of its own in the place of the server's. pg_temp is named, for without that it would come first.
 */
record Observer(Verbatim session) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LOOK = """
            select jsonb_build_object(
                'relations', (select coalesce(jsonb_agg(jsonb_build_array(c.oid, n.nspname, c.relname, c.relkind, coalesce(pg_relation_filenode(c.oid), 0),
                        coalesce(x.indrelid, 0))), '[]')
                    from pg_class c join pg_namespace n on n.oid = c.relnamespace left join pg_index x on x.indexrelid = c.oid
                    where c.oid >= 16384 and n.nspname <> 'pg_toast' and c.relkind <> 'c'),
                'locks', (select coalesce(jsonb_agg(jsonb_build_array(l.relation, l.mode)), '[]')
                    from pg_locks l
                    where l.pid = pg_backend_pid() and l.locktype = 'relation' and l.granted and l.relation >= 16384
                      and l.database = (select d.oid from pg_database d where d.datname = current_database())),
                'scans', (select coalesce(jsonb_agg(jsonb_build_array(s.relid, s.seq_scan)), '[]')
                    from pg_stat_xact_all_tables s
                    where s.seq_scan > 0 and s.relid >= 16384))::text
            """;

    /** In a transaction that is open and has not failed. */
    Observation look() throws SQLException {
        session.run("savepoint plangate_look");
        session.run("set local search_path = pg_catalog, pg_temp");
        try (var query = session.connection().createStatement(); var row = query.executeQuery(LOOK)) {
            row.next();
            var seen = read(row.getString(1));
            session.run("rollback to savepoint plangate_look");
            session.run("release savepoint plangate_look");
            return seen;
        }
    }

    /** From pg_locks.mode: "AccessExclusiveLock". */
    static LockMode mode(String written) {
        return LockMode.valueOf(
                written.replaceFirst("Lock$", "").replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT));
    }

    private static Observation read(String json) throws SQLException {
        try {
            JsonNode seen = JSON.readTree(json);
            var relations = new HashMap<Long, Relation>();
            for (JsonNode row : seen.path("relations")) {
                relations.put(row.get(0).asLong(),
                        new Relation(new RelationName(row.get(1).asText(), row.get(2).asText()),
                                row.get(3).asText().charAt(0), row.get(4).asLong(), row.get(5).asLong()));
            }
            var locks = new HashSet<Lock>();
            for (JsonNode row : seen.path("locks")) {
                locks.add(new Lock(row.get(0).asLong(), mode(row.get(1).asText())));
            }
            var scans = new HashMap<Long, Long>();
            seen.path("scans").forEach(row -> scans.put(row.get(0).asLong(), row.get(1).asLong()));
            return new Observation(relations, locks, scans);
        } catch (JsonProcessingException e) {
            throw new SQLException("the scratch server's JSON cannot be read", e);
        }
    }
}
