package dev.plangate.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.db.row.Claim;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Promise 5: the cost of a claim does not grow with the backlog; plans made on empty tables stay good. */
class QueryPlanIT {

    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Pattern BUFFERS = Pattern.compile("Buffers: shared hit=(\\d+)(?: read=(\\d+))?");

    private DatabaseConfig config;
    private Database database;
    private Runs runs;

    @BeforeEach
    void open() {
        config = TestPostgres.copied();
        database = Database.open(config.withPoolSize(1));
        runs = new Runs(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aClaimReadsTheHeadOfTheQueueWhateverStandsBehindIt() throws SQLException {
        fill(0, 1_000);
        List<String> few = explainClaim();
        fill(1_000, 100_000);
        List<String> many = explainClaim();

        assertThat(String.join("\n", many)).contains("plan_check_run_available").doesNotContain("Seq Scan", "Sort");
        assertThat(buffers(many)).as(String.join("\n", many)).isLessThan(2 * buffers(few) + 50);
    }

    @Test
    void runsThatWaitCostAClaimNothing() throws SQLException {
        fill(0, 100_000);
        TestPostgres.execute(config.url(), "update plan_check_run set available_at = now() + interval '1 hour'");
        TestPostgres.execute(config.url(), "vacuum plan_check_run");
        List<String> plan = explainClaim();
        assertThat(buffers(plan)).as(String.join("\n", plan)).isLessThan(100);
    }

    @Test
    void plansMadeWhileTheTablesAreEmptyNeverBecomeScans() {
        Outbox outbox = new Outbox(database);
        // One connection: every statement is planned here, on tables that hold next to nothing.
        work(Sample.enqueue(database, 500_000, 500_020).size());
        fill(0, 30_000);
        long before = scannedRows();
        work(600);
        Sample.enqueue(database, 600_000, 600_200);
        outbox.backlog();
        assertThat(scannedRows() - before).as("rows read by sequential scans").isLessThan(100);
    }

    private void work(int count) {
        Outbox outbox = new Outbox(database);
        for (int done = 0; done < count;) {
            List<Claim> claims = runs.claim("w", 100, LEASE);
            done += claims.size();
            runs.heartbeat("w", claims.stream().map(Claim::held).toList(), LEASE);
            assertThat(runs.complete(claims.stream().map(Sample::done).toList())).hasSameSizeAs(claims);
            outbox.read(1, 100, 1_000_000);
            runs.reap(10, 3, run -> List.of());
        }
    }

    private void fill(int from, int to) {
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

    /** The statement of a claim with its plan and what it read, undone afterwards. */
    private List<String> explainClaim() throws SQLException {
        try (Connection connection = TestPostgres.connect(config.url());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set plan_cache_mode = force_generic_plan");
            statement.execute(Sessions.PLANNER.replace("-c ", "set local ").replaceAll("(\\S+=\\S+) ?", "$1; "));
            statement.execute("prepare claim (int, text, bigint) as " + numbered(RunQueue.CLAIM));
            List<String> plan = new ArrayList<>();
            try (ResultSet rows = statement
                    .executeQuery("explain (analyze, buffers) execute claim (100, 'w', 60000)")) {
                while (rows.next()) {
                    plan.add(rows.getString(1));
                }
            }
            connection.rollback();
            return plan;
        }
    }

    private static String numbered(String sql) {
        Matcher marks = Pattern.compile("\\?").matcher(sql);
        int[] number = {0};
        return marks.replaceAll(mark -> Matcher.quoteReplacement("$" + ++number[0]));
    }

    /** What the statement read: the first such line is the whole statement's, planning has its own further down. */
    private static long buffers(List<String> plan) {
        return plan.stream().map(BUFFERS::matcher).filter(Matcher::find)
                .mapToLong(found -> Long.parseLong(found.group(1))
                        + (found.group(2) == null ? 0 : Long.parseLong(found.group(2))))
                .findFirst().orElseThrow();
    }

    private long scannedRows() {
        database.transaction(tx -> tx.query("select pg_stat_force_next_flush()::text").list(Row::text));
        return database.transaction(tx -> tx.query("""
                select sum(seq_tup_read)
                  from pg_stat_user_tables
                 where relname in ('plan', 'plan_check_run', 'outbox', 'plan_missing')
                """).one(Row::number).orElseThrow());
    }
}
