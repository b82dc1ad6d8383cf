package dev.plangate.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The schema explains itself, and its queue tables are set up for churn (traps 26, 28). */
class SchemaIT {

    private static Database database;

    @BeforeAll
    static void open() {
        database = TestPostgres.migrated();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void everyTableColumnAndIndexHasAComment() {
        assertThat(names("""
                select c.relname || coalesce('.' || a.attname, '')
                  from pg_class c
                  left join pg_attribute a
                    on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and c.relkind = 'r'
                 where c.relnamespace = 'public'::regnamespace
                   and c.relkind in ('r', 'i')
                   and c.relname not like 'flyway%'
                   and (obj_description(c.oid, 'pg_class') is null
                        or c.relkind = 'r' and col_description(c.oid, a.attnum) is null)
                """)).isEmpty();
    }

    @Test
    void everyConstraintIsNamedAfterItsTable() {
        assertThat(names("""
                select conrelid::regclass || ' ' || conname
                  from pg_constraint
                 where connamespace = 'public'::regnamespace
                   and contype <> 'n'
                   and conrelid::regclass::text not like 'flyway%'
                   and (not starts_with(conname, conrelid::regclass::text) or conname ~ '[0-9]$')
                """)).isEmpty();
    }

    /** Trap 26: what a held snapshot leaves behind in a queue is vacuumed by count, and rows leave room. */
    @Test
    void queueTablesLeaveRoomAndAreVacuumedByCount() {
        assertThat(names("""
                select relname || ' ' || array_to_string(reloptions, ' ')
                  from pg_class
                 where relname in ('plan_check_run', 'outbox')
                 order by relname
                """)).satisfiesExactly(
                outbox -> assertThat(outbox).contains("autovacuum_vacuum_scale_factor=0",
                        "autovacuum_vacuum_threshold"),
                runs -> assertThat(runs).contains("fillfactor=70", "autovacuum_vacuum_scale_factor=0"));
    }

    /** Trap 28: a claim that moved a row to another partition would fail those who wait for it. */
    @Test
    void noTableIsPartitioned() {
        assertThat(names("select partrelid::regclass::text from pg_partitioned_table")).isEmpty();
    }

    @Test
    void theOutboxSequenceHandsOutOneAtATime() {
        assertThat(names("select cache_size::text from pg_sequences where sequencename = 'outbox_id_seq'"))
                .as("a cached range would order commits of one key wrongly").containsExactly("1");
    }

    private static List<String> names(String sql) {
        return database.transaction(tx -> tx.query(sql).list(Row::text));
    }
}
