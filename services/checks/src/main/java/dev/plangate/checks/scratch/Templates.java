package dev.plangate.checks.scratch;

import dev.plangate.checks.trace.Blueprint;
import dev.plangate.checks.trace.Piece;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Databases from which clones are copied, one for each schema that was traced: made once, and kept until there are too many. A template is built by a role of its
 * own, which owns what is in it and can do nothing else: definitions of a target are not trusted either.
 */
final class Templates {
    /**
     * A template that is ready.
     *
     * @param owner role that owns what is in it
     * @param missing what could not be made in it, each with the server's reason
     */
    record Template(String database, String owner, List<String> missing) {}

    private static final String DATABASE = "plangate_trace_t_";
    private static final String OWNER = "plangate_trace_b_";
    /** More are counted. */
    private static final int REASONS = 20;

    private final Sessions sessions;
    private final ScratchLimits limits;

    Templates(Sessions sessions, ScratchLimits limits) {
        this.sessions = sessions;
        this.limits = limits;
    }

    /** The template of a schema, made if there is none. Whoever wants the same one at the same time waits. */
    Template of(Connection admin, Blueprint blueprint) throws SQLException {
        String key = blueprint.key();
        try {
            Commands.texts(admin, "select pg_advisory_lock(hashtextextended(?, 0))::text", DATABASE + key);
            return ready(admin, key, blueprint);
        } finally {
            Commands.texts(admin, "select pg_advisory_unlock(hashtextextended(?, 0))::text", DATABASE + key);
        }
    }

    private Template ready(Connection admin, String key, Blueprint blueprint) throws SQLException {
        String database = DATABASE + key;
        var known = Commands.texts(admin,
                """
                        select coalesce(shobj_description(oid, 'pg_database'), '') from pg_database where datname = ? and datistemplate
                        """,
                database);
        if (!known.isEmpty()) {
            return new Template(database, OWNER + key, known.getFirst().lines().toList());
        }
        dropOldest(admin);
        drop(admin, key);
        String password = Secrets.fresh();
        Commands.run(admin, "select format('create role %I login password %L connection limit 1', ?, ?)", OWNER + key,
                password);
        ScratchRole.limit(admin, OWNER + key, limits);
        Commands.run(admin, "select format('create database %I template template0 encoding ''UTF8''', ?)", database);
        ScratchRole.alone(admin, database, OWNER + key);
        try (var inside = sessions.adminOf(database, limits.cloning())) {
            Commands.run(inside, "select format('alter schema public owner to %I', ?)", OWNER + key);
        }
        var missing = build(database, OWNER + key, password, blueprint.pieces());
        Commands.run(admin, "select format('comment on database %I is %L', ?, ?)", database,
                String.join("\n", missing));
        Commands.run(admin, "select format('alter role %I nologin password null', ?)", OWNER + key);
        Commands.run(admin, "select format('alter database %I allow_connections false is_template true', ?)", database);
        return new Template(database, OWNER + key, missing);
    }

    private List<String> build(String database, String owner, String password, List<Piece> pieces)
            throws SQLException {
        try (var connection = sessions.open(database, owner, password, limits.cloning())) {
            var builder = new Verbatim(connection);
            builder.run("set check_function_bodies = off");
            builder.run("set synchronous_commit = off");
            builder.run("set search_path = pg_catalog");
            var failed = new ArrayList<String>();
            var end = System.nanoTime() + limits.cloning().toNanos();
            for (int phase : pieces.stream().mapToInt(Piece::phase).distinct().sorted().toArray()) {
                failed.addAll(
                        phase(builder, pieces.stream().filter(piece -> piece.phase() == phase).toList(), end));
            }
            return failed.size() <= REASONS ? failed : shortened(failed);
        }
    }

    private static List<String> shortened(List<String> failed) {
        var some = new ArrayList<>(failed.subList(0, REASONS));
        some.add((failed.size() - REASONS) + " more");
        return some;
    }

    /** Those of a phase may need each other: what fails is tried again as long as something new was made. */
    private static List<String> phase(Verbatim builder, List<Piece> pieces, long end) throws SQLException {
        var open = pieces;
        while (true) {
            var failed = new ArrayList<String>();
            var again = new ArrayList<Piece>();
            for (Piece piece : open) {
                if (System.nanoTime() > end) {
                    throw new SQLException("the clone was not made in time", "57014");
                }
                try {
                    builder.run(piece.ddl());
                } catch (SQLException e) {
                    if (builder.connection().isClosed()) {
                        throw e;
                    }
                    again.add(piece);
                    failed.add(piece.what() + " (" + Failures.firstLine(e) + ")");
                }
            }
            if (again.isEmpty() || again.size() == open.size()) {
                return failed;
            }
            open = again;
        }
    }

    private void dropOldest(Connection admin) throws SQLException {
        var kept = Commands.texts(admin,
                """
                        select substr(datname, length(?) + 1) from pg_database where datname like replace(?, '_', '\\_') || '%' order by oid desc
                        """,
                DATABASE, DATABASE);
        for (String key : kept.subList(Math.min(limits.templates() - 1, kept.size()), kept.size())) {
            drop(admin, key);
        }
    }

    /** With its role, unless a clone still has things of that role. */
    private static void drop(Connection admin, String key) throws SQLException {
        Commands.run(admin,
                "select format('alter database %I is_template false', datname) from pg_database where datname = ?",
                DATABASE + key);
        Commands.run(admin, "select format('drop database if exists %I with (force)', ?)", DATABASE + key);
        ScratchRole.dropUnused(admin, OWNER + key);
    }
}
