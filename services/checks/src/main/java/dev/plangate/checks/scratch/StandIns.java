package dev.plangate.checks.scratch;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Roles of a target that a script names, as in GRANT and OWNER TO: on the scratch server they are roles without any power, shared by all clones. A role of the
 * server's own that happens to have such a name is left as it is.
 */
final class StandIns {
    private static final String MARK = "Stands in for a role of targets in traces of Plangate";

    private StandIns() {}

    /**
     * Makes those that are missing, and lets a role act for them.
     *
     * @param inside a session of the superuser in the clone
     */
    static void ensure(Connection inside, List<String> roles, String role) throws SQLException {
        for (String name : roles) {
            Commands.texts(inside, "select pg_advisory_lock(hashtextextended(?, 1))::text", name);
            try {
                if (Commands.texts(inside, "select 1 from pg_roles where rolname = ?", name).isEmpty()) {
                    Commands.run(inside, "select format('create role %I nologin', ?)", name);
                    Commands.run(inside, "select format('comment on role %I is %L', ?, ?)", name, MARK);
                }
            } finally {
                Commands.texts(inside, "select pg_advisory_unlock(hashtextextended(?, 1))::text", name);
            }
        }
        for (String name : ours(inside, roles)) {
            Commands.run(inside, "select format('grant %I to %I', ?, ?)", name, role);
            Commands.run(inside, """
                    select format('grant usage, create on schema %I to %I', nspname, ?)
                    from pg_namespace
                    where nspname !~ '^pg_' and nspname <> 'information_schema'
                    """, name);
        }
    }

    private static List<String> ours(Connection inside, List<String> roles) throws SQLException {
        var found = new ArrayList<String>();
        for (String name : roles) {
            found.addAll(Commands.texts(inside,
                    "select rolname from pg_roles where rolname = ? and shobj_description(oid, 'pg_authid') = ?", name,
                    MARK));
        }
        return found;
    }
}
