package dev.plangate.checks.scratch;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Roles that run what is not trusted: without any power, in one database, within limits that they cannot lift themselves. */
final class ScratchRole {
    /**
     * temp_file_limit and the settings of the log can be changed by a superuser alone. The timeouts and memory settings are for honest statements; what a hostile
     * one sets itself is ended by {@link Watch}.
     */
    private static final String LIMITS = """
            select format('alter role %I set %s = %L', ?, name, value)
            from (values ('temp_file_limit', ? || 'kB'), ('log_min_messages', 'panic'), ('log_min_error_statement', 'panic'), ('log_statement', 'none'),
                ('log_min_duration_statement', '-1'), ('log_temp_files', '-1'), ('log_lock_waits', 'off'), ('statement_timeout', ? || 'ms'), ('lock_timeout', ? || 'ms'),
                ('idle_in_transaction_session_timeout', ? || 'ms'), ('work_mem', '4MB'), ('maintenance_work_mem', '16MB'),
                ('max_parallel_workers_per_gather', '0'), ('max_parallel_maintenance_workers', '0'), ('standard_conforming_strings', 'on'),
                ('client_min_messages', 'error')) as s(name, value)
            """;

    private ScratchRole() {}

    static void limit(Connection admin, String role, ScratchLimits limits) throws SQLException {
        String statement = String.valueOf(limits.statement().toMillis());
        String idle = String.valueOf(limits.trace().plus(limits.cloning()).toMillis());
        Commands.run(admin, LIMITS, role, String.valueOf(limits.disk() / 1024), statement, statement, idle);
    }

    /** Lets a role, and nobody else but superusers, into a database. */
    static void alone(Connection admin, String database, String role) throws SQLException {
        Commands.run(admin,
                """
                        select format(command, ?, ?)
                        from (values (1, 'revoke all on database %1$I from public'), (2, 'grant connect, create, temporary on database %1$I to %2$I')) as c(at, command)
                        order by at
                        """,
                database, role);
    }

    /** The search path of a target's user. */
    static void path(Connection admin, String role, List<String> path) throws SQLException {
        Commands.run(admin,
                """
                        select format('alter role %I set search_path = %s', ?, coalesce(string_agg(quote_ident(s), ', ' order by at), ''''''))
                        from unnest(?) with ordinality as u(s, at)
                        """,
                role, admin.createArrayOf("text", path.toArray()));
    }

    /** Drops a role unless it still owns something somewhere. */
    static void dropUnused(Connection admin, String role) throws SQLException {
        try {
            Commands.run(admin, "select format('drop role if exists %I', ?)", role);
        } catch (SQLException e) {
            if (!"2BP01".equals(e.getSQLState())) {
                throw e;
            }
        }
    }
}
