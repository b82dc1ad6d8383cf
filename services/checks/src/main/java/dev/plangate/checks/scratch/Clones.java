package dev.plangate.checks.scratch;

import dev.plangate.checks.trace.Blueprint;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Makes and drops clones: databases that hold a target's schema without rows, each for one trace, with a role of its own. */
final class Clones {
    private static final String DATABASE = "plangate_trace_c_";
    private static final String ROLE = "plangate_trace_r_";
    /** On one server, by all processes together. */
    private static final int MOST = 32;
    private static final Duration SPARED = Duration.ofMinutes(5);

    private final Sessions sessions;
    private final ScratchLimits limits;

    Clones(Sessions sessions, ScratchLimits limits) {
        this.sessions = sessions;
        this.limits = limits;
    }

    /**
     * A clone.
     *
     * @param role that alone may connect, and that owns what is in it by way of the template's role
     * @param missing what the target has and it has not
     */
    record Clone(String database, String role, String password, List<String> missing) {
        @Override
        public String toString() {
            return database;
        }
    }

    Clone make(Connection admin, Blueprint blueprint) throws SQLException, ScratchFailed {
        fence(admin);
        sweep(admin);
        long standing = Commands.texts(admin,
                "select datname from pg_database where datname like 'plangate\\_trace\\_c\\_%'").size();
        if (standing >= MOST) {
            throw new ScratchFailed("the scratch server has " + standing + " clones already, and " + MOST
                    + " are allowed: trace again later");
        }
        var template = new Templates(sessions, limits).of(admin, blueprint);
        // The server's clock, so that all processes agree on which clone is old.
        String id = Commands.texts(admin, "select trunc(extract(epoch from clock_timestamp()))::bigint::text")
                .getFirst()
                + "_" + Secrets.word(4);
        var clone = new Clone(DATABASE + id, ROLE + id, Secrets.fresh(), template.missing());
        try {
            Commands.run(admin, "select format('create role %I login password %L connection limit 1', ?, ?)",
                    clone.role(), clone.password());
            ScratchRole.limit(admin, clone.role(), limits);
            ScratchRole.path(admin, clone.role(), blueprint.path());
            Commands.run(admin, "select format('grant %I to %I', ?, ?)", template.owner(), clone.role());
            Commands.run(admin, "select format('create database %I template %I', ?, ?)", clone.database(),
                    template.database());
            ScratchRole.alone(admin, clone.database(), clone.role());
            // what runs as the owner of a view or function makes temporary tables too
            ScratchRole.alone(admin, clone.database(), template.owner());
            if (!blueprint.roles().isEmpty()) {
                try (var inside = sessions.adminOf(clone.database(), limits.cloning())) {
                    StandIns.ensure(inside, blueprint.roles(), clone.role());
                }
            }
            return clone;
        } catch (SQLException e) {
            drop(admin, id);
            throw e;
        }
    }

    void drop(Connection admin, Clone clone) throws SQLException {
        drop(admin, clone.database().substring(DATABASE.length()));
    }

    private static void drop(Connection admin, String id) throws SQLException {
        Commands.run(admin, "select format('drop database if exists %I with (force)', ?)", DATABASE + id);
        ScratchRole.dropUnused(admin, ROLE + id);
    }

    /** Databases that others than we have made are closed to our roles; prepared transactions would keep a clone from being dropped. */
    private static void fence(Connection admin) throws SQLException, ScratchFailed {
        if (!Commands.texts(admin, "select 1 from pg_roles where rolname = current_user and not rolsuper").isEmpty()) {
            throw new ScratchFailed(
                    "the user of the scratch server is no superuser: limits on what traced SQL may write cannot be set without");
        }
        if (!Commands.texts(admin, "select current_setting('max_prepared_transactions')").getFirst().equals("0")) {
            throw new ScratchFailed(
                    "the scratch server has max_prepared_transactions above 0: set it to 0, for a prepared transaction outlives its clone");
        }
        Commands.run(admin, """
                select format('revoke connect, temporary on database %I from public', datname)
                from pg_database
                where has_database_privilege('public', oid, 'connect') and datallowconn
                """);
    }

    /** Drops what was left over by processes that are gone. */
    void sweep(Connection admin) throws SQLException {
        String oldest = String.valueOf(limits.trace().plus(limits.cloning()).plus(SPARED).toSeconds());
        var left = Commands.texts(admin,
                """
                        select id
                        from (select substr(datname, length('plangate_trace_c_') + 1) as id from pg_database where datname ~ '^plangate_trace_c_[0-9]+_[0-9a-f]{8}$'
                            union
                            select substr(rolname, length('plangate_trace_r_') + 1) from pg_roles where rolname ~ '^plangate_trace_r_[0-9]+_[0-9a-f]{8}$') as l
                        where split_part(id, '_', 1)::bigint < extract(epoch from clock_timestamp()) - ?::bigint
                        """,
                oldest);
        for (String id : left) {
            drop(admin, id);
        }
    }
}
