package dev.plangate.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.db.row.Claim;
import dev.plangate.db.row.RunFilter;
import dev.plangate.db.row.RunOrder;
import dev.plangate.db.row.RunRow;
import dev.plangate.db.row.TargetResult.TargetPosition;
import dev.plangate.v1.CheckRun;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Promise 5: the cost of a claim does not grow with the backlog; nor does that of a page of runs with what there is to be
 * shown. Plans made on empty tables stay good.
 */
class QueryPlanIT {

    private static final Duration LEASE = Duration.ofMinutes(1);

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
    void aClaimReadsTheHeadOfAMillionRunsAsItReadsThatOfAThousand(TestReporter reporter) throws SQLException {
        Explained.fill(config, 0, 1_000);
        Explained few = Explained.claim(config);
        Explained.fill(config, 1_000, 1_000_000);
        Explained many = Explained.claim(config);

        reporter.publishEntry("blocks read by a claim of 100",
                "%d of 1,000 runs, %d of 1,000,000".formatted(few.buffers(), many.buffers()));
        assertThat(many.toString()).contains("plan_check_run_available").doesNotContain("Seq Scan", "Sort");
        assertThat(many.buffers()).as(many.toString()).isLessThan(2 * few.buffers() + 50);
    }

    /** What the test above looks at is worth something. */
    @Test
    void withoutItsIndexAClaimReadsTheWholeBacklog() throws SQLException {
        TestPostgres.execute(config.url(), "drop index plan_check_run_available");
        Explained.fill(config, 0, 1_000);
        Explained few = Explained.claim(config);
        Explained.fill(config, 1_000, 100_000);
        Explained many = Explained.claim(config);

        assertThat(many.buffers()).as(many.toString()).isGreaterThan(2 * few.buffers() + 50);
    }

    /** Trap 24: carried out once for each row of a join, the locking subquery locks and claims more than its limit. */
    @Test
    void theRowsOfAClaimAreLockedByOneScan() throws SQLException {
        Explained.fill(config, 0, 1_000);
        Explained claim = Explained.claim(config);
        assertThat(claim.toString()).contains("CTE picked").containsOnlyOnce("LockRows");
        assertThat(claim.lines()).filteredOn(line -> line.contains("LockRows")).singleElement().asString()
                .contains("rows=100").contains("loops=1)");
    }

    @Test
    void runsThatWaitCostAClaimNothing() throws SQLException {
        Explained.fill(config, 0, 100_000);
        TestPostgres.execute(config.url(), "update plan_check_run set available_at = now() + interval '1 hour'");
        TestPostgres.execute(config.url(), "vacuum plan_check_run");
        Explained claim = Explained.claim(config);
        assertThat(claim.buffers()).as(claim.toString()).isLessThan(100);
    }

    /** Each of the usual lists, of a thousand runs and of a hundred thousand: the few that it shows lie among them. */
    @Test
    void aPageOfRunsReadsWhatItShows() throws SQLException {
        Map<String, String> lists = new LinkedHashMap<>();
        lists.put("by id", page("ID ASCENDING", "", "", "ID"));
        lists.put("by id, newest first", page("ID DESCENDING", "", "", "ID"));
        lists.put("of a project", page("PROJECT ID ASCENDING", "", "projects/garage", "ID"));
        lists.put("of a project, newest first", page("PROJECT ID DESCENDING", "", "projects/garage", "ID"));
        lists.put("of a project, by time", page("", "PROJECT", "projects/garage", "UPDATED DESCENDING"));
        lists.put("by creation", page("CREATED ASCENDING", "OPEN", "", "CREATED"));
        lists.put("by creation, newest first", page("CREATED DESCENDING", "OPEN", "", "CREATED"));
        lists.put("by last change", page("UPDATED ASCENDING", "OPEN", "", "UPDATED"));
        lists.put("by last change, newest first", page("UPDATED DESCENDING", "OPEN", "", "UPDATED"));
        lists.put("those that failed or are open", page("", "FAILED,OPEN", "", "ID"));
        lists.put("of a plan", page("", "PLAN", "", "ID"));
        ended(0, 1_000, "shop");
        ended(1_000, 1_020, "garage");
        Explained.fill(config, 1_020, 1_040);
        Map<String, Explained> few = explained(lists);
        ended(1_040, 100_000, "shop");

        explained(lists).forEach((list, many) -> {
            assertThat(many.toString()).as(list).doesNotContain("Seq Scan on plan", "Function Scan");
            assertThat(many.buffers()).as("%s:%n%s", list, many).isLessThan(2 * few.get(list).buffers() + 100);
        });

        // What is looked at here is worth something.
        TestPostgres.execute(config.url(), "drop index plan_check_run_updated");
        String newest = "by last change, newest first";
        assertThat(Explained.list(config, lists.get(newest)).buffers()).as(newest)
                .isGreaterThan(2 * few.get(newest).buffers() + 100);
    }

    private Map<String, Explained> explained(Map<String, String> lists) throws SQLException {
        Map<String, Explained> explained = new LinkedHashMap<>();
        for (Map.Entry<String, String> list : lists.entrySet()) {
            explained.put(list.getKey(), Explained.list(config, list.getValue()));
        }
        return explained;
    }

    private static String page(String walk, String finds, String project, String key) {
        boolean ascending = !(walk + key).contains("DESCENDING");
        return """
                '%s', '{%s}', 'projects/shop/plans/p000500', '%s', 0, '{AVAILABLE,RUNNING,DONE,FAILED,CANCELED}',
                '{ERRORS,WARNINGS,CLEAN,NONE}', '[,)', '[,)', '%s', '%s', '%s', %d, %d, 20
                """.formatted(walk, finds, project, key.replace(" DESCENDING", ""),
                ascending ? "ASCENDING" : "DESCENDING",
                ascending ? "-infinity" : "infinity", ascending ? 0 : Long.MAX_VALUE, ascending ? 0 : Long.MAX_VALUE);
    }

    /** Plans from..to whose run has ended: one in a thousand FAILED. */
    private void ended(int from, int to, String project) {
        TestPostgres.execute(config.url(),
                """
                        insert into plan (name, project, content)
                        select 'projects/%s/plans/p' || to_char(i, 'FM000000'), 'projects/%s', '' from generate_series(%d, %d - 1) i
                        """
                        .formatted(project, project, from, to));
        TestPostgres.execute(config.url(), """
                insert into plan_check_run (plan_id, status, created_at, updated_at)
                select p.id, case when p.id %% 1000 = 7 and p.id < 2000 then 'FAILED' else 'DONE' end,
                       now() - p.id * interval '1 second', now() + p.id * interval '1 second'
                  from plan p
                 where not exists (select from plan_check_run r where r.plan_id = p.id)
                """.replace("%%", "%"));
        TestPostgres.execute(config.url(),
                """
                        insert into plan_check_run_past (plan_id, run, revision, check_digest, fence, status, error, errors, warnings,
                                                         created_at, updated_at, request_id, retry_of)
                        select p.id, n, 1, '', 1, 'DONE', '', 0, 0, now(), now(), '', 0 from plan p, generate_series(1, 2) n
                            on conflict do nothing
                        """);
    }

    @Test
    void plansMadeWhileTheTablesAreEmptyNeverBecomeScans() {
        Outbox outbox = new Outbox(database);
        // One connection: every statement is planned here, on tables that hold next to nothing.
        work(Sample.enqueue(database, 500_000, 500_020).size());
        again(500_000, 500_010);
        Explained.fill(config, 0, 30_000);
        TestPostgres.execute(config.url(),
                """
                        insert into plan_check_run_past (plan_id, run, revision, check_digest, fence, status, error, errors, warnings,
                                                         created_at, updated_at, request_id, retry_of)
                        select p.id, 1, 1, '', 1, 'DONE', '', 0, 0, now(), now(), '', 0 from plan p
                            on conflict do nothing
                        """);
        TestPostgres.execute(config.url(), """
                insert into plan_check_run_past_page (plan_id, run, page, first, targets, result)
                select plan_id, run, 0, 0, 1, '{}' from plan_check_run_past
                    on conflict do nothing
                """);
        long before = scannedRows();
        work(600);
        again(500_010, 500_020);
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
            runs.reap(10, 3, Sample::ended);
        }
        look();
    }

    /** Pages of runs in every order, a run of the past and what it found: planned at their first use, too. */
    private void look() {
        RunListing listing = new RunListing();
        database.transaction(tx -> {
            for (RunOrder.Key key : RunOrder.Key.values()) {
                listing.list(tx, RunFilter.ALL, new RunOrder(key, true), Optional.empty(), 20);
                listing.list(tx, RunFilter.ALL, new RunOrder(key, false), Optional.empty(), 20);
            }
            listing.find(tx, Sample.planName(500_001), 1);
            new RunResults().targets(tx, Sample.planName(500_001), 1, TargetPosition.START, 20);
            return null;
        });
        RunHistory.forget(database, Duration.ofHours(1), 100);
    }

    /** A run of each of these plans that replaces the one before. */
    private void again(int from, int to) {
        database.transaction(tx -> {
            runs.save(tx, IntStream.range(from, to).mapToObj(i -> new RunRow(Sample.planName(i), 2, 1, "digest", 100,
                    CheckRun.Status.DONE, "", null, null, "")).toList());
            return null;
        });
    }

    private long scannedRows() {
        database.transaction(tx -> tx.query("select pg_stat_force_next_flush()::text").list(Row::text));
        return database.transaction(tx -> tx.query("""
                select sum(seq_tup_read)
                  from pg_stat_user_tables
                 where relname in ('plan', 'plan_check_run', 'outbox', 'plan_missing', 'plan_check_run_past',
                                   'plan_check_run_past_page', 'plan_check_slice')
                """).one(Row::number).orElseThrow());
    }
}
