package dev.plangate.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A real statement as Postgres carried it out, with the settings of our sessions; undone afterwards.
 *
 * @param lines what EXPLAIN (ANALYZE, BUFFERS) says
 */
record Explained(List<String> lines) {

    private static final Pattern BUFFERS = Pattern.compile("Buffers: shared hit=(\\d+)(?: read=(\\d+))?");
    private static final int LIMIT = 100;

    static Explained claim(DatabaseConfig config) throws SQLException {
        return on(config, "statement (int, text, bigint) as " + RunQueue.CLAIM, "%d, 'w', 60000".formatted(LIMIT));
    }

    /** @param given what the statement is given, as SQL, in its order */
    static Explained list(DatabaseConfig config, String given) throws SQLException {
        return on(config,
                """
                        statement (text, text[], text, text, bigint, text[], text[], text, text, text, text, text, bigint, bigint,
                                   bigint) as
                        """
                        + RunListing.LIST,
                given);
    }

    private static Explained on(DatabaseConfig config, String prepare, String given) throws SQLException {
        try (Connection connection = TestPostgres.connect(config.url());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set plan_cache_mode = force_generic_plan");
            statement.execute(Sessions.PLANNER.replace("-c ", "set local ").replaceAll("(\\S+=\\S+) ?", "$1; "));
            statement.execute("prepare " + numbered(prepare));
            List<String> plan = new ArrayList<>();
            try (ResultSet rows = statement
                    .executeQuery("explain (analyze, buffers) execute statement (%s)".formatted(given))) {
                while (rows.next()) {
                    plan.add(rows.getString(1));
                }
            }
            connection.rollback();
            return new Explained(plan);
        }
    }

    /** Stores plans from..to, each with a run that waits in the queue. */
    static void fill(DatabaseConfig config, int from, int to) {
        TestPostgres.execute(config.url(),
                """
                        insert into plan (name, project, content)
                        select 'projects/shop/plans/p' || to_char(i, 'FM000000'), 'projects/shop', '' from generate_series(%d, %d - 1) i
                        """
                        .formatted(from, to));
        TestPostgres.execute(config.url(), """
                insert into plan_check_run (plan_id, status, available_at)
                select p.id, 'AVAILABLE', now() - interval '1 hour' + p.id * interval '1 millisecond' from plan p
                    on conflict do nothing
                """);
    }

    /** Blocks that the statement read: the first such line is the whole statement's, planning has its own further down. */
    long buffers() {
        return lines.stream().map(BUFFERS::matcher).filter(Matcher::find)
                .mapToLong(found -> Long.parseLong(found.group(1))
                        + (found.group(2) == null ? 0 : Long.parseLong(found.group(2))))
                .findFirst().orElseThrow();
    }

    private static String numbered(String sql) {
        Matcher marks = Pattern.compile("\\?").matcher(sql);
        int[] number = {0};
        return marks.replaceAll(mark -> Matcher.quoteReplacement("$" + ++number[0]));
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
