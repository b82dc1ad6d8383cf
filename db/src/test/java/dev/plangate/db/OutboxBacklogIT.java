package dev.plangate.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.db.row.OutboxBacklog;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How much waits is known without counting it. */
class OutboxBacklogIT {
    private DatabaseConfig config;
    private Database database;
    private Outbox outbox;

    @BeforeEach
    void open() {
        config = TestPostgres.copied();
        database = Database.open(config.withPoolSize(1));
        outbox = new Outbox(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aShortBacklogIsCounted() throws SQLException {
        append(7_000);
        assertThat(rows()).isEqualTo(7_000);
        execute("delete from outbox where id % 3 = 0");
        assertThat(rows()).isEqualTo(7_000 - 7_000 / 3);
        execute("delete from outbox");
        assertThat(rows()).isZero();
    }

    @Test
    void aLongOneIsEstimatedWithinAFewPercent() throws SQLException {
        append(100_000);
        assertThat(rows()).isBetween(97_000L, 103_000L);
        execute("delete from outbox where part = 3 or part = 5 and id < 90000"); // one part is drained, another nearly
        assertThat(rows()).isBetween(75_000L, 78_000L);
        assertThat(outbox.backlog().get(3).rows()).isZero();
        assertThat(outbox.backlog().get(5).rows()).isBetween(1_240L, 1_260L);
    }

    @Test
    void measuringLooksAtTheEndsAloneHoweverLongItIs() throws SQLException {
        append(200_000);
        long before = rowsLookedAt();
        rows();
        assertThat(rowsLookedAt() - before).isBetween(16_000L, 17_000L); // 8 parts with two ends of 1,000 each
    }

    private long rows() {
        return outbox.backlog().stream().mapToLong(OutboxBacklog::rows).sum();
    }

    private long rowsLookedAt() {
        database.transaction(tx -> tx.query("select pg_stat_force_next_flush()::text").list(Row::text));
        return database.transaction(tx -> tx.query("""
                select (select sum(idx_tup_read) from pg_stat_user_indexes where relname = 'outbox')::bigint
                     + (select seq_tup_read from pg_stat_user_tables where relname = 'outbox')
                """).one(Row::number).orElseThrow());
    }

    private void append(int rows) throws SQLException {
        execute("insert into outbox (part, topic) select i %% 8, 't' from generate_series(1, %d) i".formatted(rows));
    }

    private void execute(String sql) throws SQLException {
        TestPostgres.execute(config.url(), sql);
    }
}
