package dev.plangate.checks.target;

import dev.plangate.checks.mysql.Action;
import dev.plangate.checks.mysql.MySqlStatement;
import dev.plangate.checks.summary.Planner.NotPlanned;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Asks a MySQL or MariaDB target's planner how many rows a statement would change. Never with ANALYZE, which would run it. The planner runs functions and queries
 * that it takes for constant, so it is asked of the query that reads those rows: servers explain a change of rows in no READ ONLY transaction.
 *
 * <p>What stands between a hostile statement and the target: only what INSERT ... SELECT, UPDATE and DELETE read, cut out by the same rules as the server's; none with
 * parts that only some servers run; sent by a connection that takes one statement at a time; in a READ ONLY transaction with timeouts, which is rolled back.
 */
public final class MySqlExplainer {
    private final MySqlSession session;

    public MySqlExplainer(MySqlSession session) {
        this.session = session;
    }

    /** The planner's estimate; empty when it says nothing about rows, as of a DELETE of all of them. */
    public OptionalLong rows(MySqlStatement statement) throws NotPlanned {
        if (!(statement.action() instanceof Action.Modify change) || change.read().isEmpty()
                || statement.conditional()) {
            throw new NotPlanned("a statement of this form is not explained", null);
        }
        try {
            return session.readOnly(connection -> {
                try (var query = connection.createStatement()) {
                    query.setEscapeProcessing(false);
                    boolean mariaDb = connection.getMetaData().getDatabaseProductVersion().contains("MariaDB");
                    try (var row = query.executeQuery((mariaDb ? "EXPLAIN EXTENDED " : "EXPLAIN ") + change.read())) {
                        return limited(rows(row), change.limit());
                    }
                }
            });
        } catch (SQLException e) {
            throw new NotPlanned(session.target().scrubbed(TargetProblems.firstLine(e)), e);
        }
    }

    private static OptionalLong limited(OptionalLong rows, OptionalLong limit) {
        return rows.isPresent() && limit.isPresent()
                ? OptionalLong.of(Math.min(rows.getAsLong(), limit.getAsLong()))
                : rows;
    }

    /** Of the statement itself, not of queries within it: the tables that it joins multiply. */
    private static OptionalLong rows(ResultSet row) throws SQLException {
        double product = 1;
        boolean any = false;
        String first = null;
        while (row.next()) {
            String id = row.getString("id");
            first = first == null ? id : first;
            String extra = String.valueOf(row.getString("Extra")).toLowerCase(Locale.ROOT);
            if (extra.contains("impossible where") || extra.contains("no matching")) {
                return OptionalLong.of(0);
            }
            double rows = row.getDouble("rows");
            if (!row.wasNull() && String.valueOf(id).equals(String.valueOf(first))) {
                double filtered = row.getDouble("filtered");
                product *= row.wasNull() ? rows : rows * filtered / 100;
                any = true;
            }
        }
        return any ? OptionalLong.of(Math.round(Math.min(product, Long.MAX_VALUE))) : OptionalLong.empty();
    }
}
