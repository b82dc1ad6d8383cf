package dev.plangate.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.db.row.Claim;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Promise 5: the cost of a claim does not grow with the backlog; plans made on empty tables stay good. */
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
        ExplainedClaim.fill(config, 0, 1_000);
        ExplainedClaim few = ExplainedClaim.on(config);
        ExplainedClaim.fill(config, 1_000, 1_000_000);
        ExplainedClaim many = ExplainedClaim.on(config);

        reporter.publishEntry("blocks read by a claim of 100",
                "%d of 1,000 runs, %d of 1,000,000".formatted(few.buffers(), many.buffers()));
        assertThat(many.toString()).contains("plan_check_run_available").doesNotContain("Seq Scan", "Sort");
        assertThat(many.buffers()).as(many.toString()).isLessThan(2 * few.buffers() + 50);
    }

    /** What the test above looks at is worth something. */
    @Test
    void withoutItsIndexAClaimReadsTheWholeBacklog() throws SQLException {
        TestPostgres.execute(config.url(), "drop index plan_check_run_available");
        ExplainedClaim.fill(config, 0, 1_000);
        ExplainedClaim few = ExplainedClaim.on(config);
        ExplainedClaim.fill(config, 1_000, 100_000);
        ExplainedClaim many = ExplainedClaim.on(config);

        assertThat(many.buffers()).as(many.toString()).isGreaterThan(2 * few.buffers() + 50);
    }

    /** Trap 24: carried out once for each row of a join, the locking subquery locks and claims more than its limit. */
    @Test
    void theRowsOfAClaimAreLockedByOneScan() throws SQLException {
        ExplainedClaim.fill(config, 0, 1_000);
        ExplainedClaim claim = ExplainedClaim.on(config);
        assertThat(claim.toString()).contains("CTE picked").containsOnlyOnce("LockRows");
        assertThat(claim.lines()).filteredOn(line -> line.contains("LockRows")).singleElement().asString()
                .contains("rows=100").contains("loops=1)");
    }

    @Test
    void runsThatWaitCostAClaimNothing() throws SQLException {
        ExplainedClaim.fill(config, 0, 100_000);
        TestPostgres.execute(config.url(), "update plan_check_run set available_at = now() + interval '1 hour'");
        TestPostgres.execute(config.url(), "vacuum plan_check_run");
        ExplainedClaim claim = ExplainedClaim.on(config);
        assertThat(claim.buffers()).as(claim.toString()).isLessThan(100);
    }

    @Test
    void plansMadeWhileTheTablesAreEmptyNeverBecomeScans() {
        Outbox outbox = new Outbox(database);
        // One connection: every statement is planned here, on tables that hold next to nothing.
        work(Sample.enqueue(database, 500_000, 500_020).size());
        ExplainedClaim.fill(config, 0, 30_000);
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
            runs.reap(10, 3, Sample::ended);
        }
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
