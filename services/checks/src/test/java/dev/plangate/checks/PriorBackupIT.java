package dev.plangate.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckType;
import dev.plangate.v1.ReviewPolicy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether the rows that a sheet changes can be saved before, on a real server. */
class PriorBackupIT {
    private static final String SHA = "0123456789ab" + "0".repeat(52);
    private static final CheckEngine ENGINE = CheckEngine
            .open(Instances.of(List.of(Shop.instance("main", Shop.SERVER.getPort(), "postgres", null, 4))));

    @BeforeAll
    static void tables() throws SQLException {
        Shop.run(Shop.SERVER, "postgres", "create database backups");
        Shop.run(Shop.SERVER, "postgres", "create database no_schema");
        Shop.run(Shop.SERVER, "no_schema", "create table t (id int primary key, a int)");
        Shop.run(Shop.SERVER, "backups", """
                create schema plangate_backup;
                create table t (id int primary key, a int, note text);
                insert into t select i, i, repeat('n', 100) from generate_series(1, 10000) i;
                create table by_code (code text not null unique, other int unique, a int);
                create table loose (a int, b int unique);
                create view v as select * from t;
                create table plangate_backup.s0123456789ab_3_t (id int);
                create function changing() returns int language sql volatile as 'select 4';
                create function always() returns int language sql immutable as 'select 4';
                """, "analyze");
    }

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"update t set a = 1 where id = 5", "delete from t where a > 5",
            "delete from t", "update t set a = always()",
            "update t set a = 1 where a = always() and note < now()::text",
            "update by_code set other = 1, a = 2", "update t set a = 1 where id in (select other from by_code)",
            "set lock_timeout = '2s'; delete from t where id = 1", "begin; delete from t where id = 1; commit",
            "insert into t values (0, 0, ''); delete from by_code where a = 1",
            "insert into t values (0, 0, '') on conflict do nothing", "alter table t add b int", "select 1"})
    void isPossible(String sql) throws InterruptedException {
        assertThat(told("backups", sql)).singleElement().asString().startsWith("SUCCESS");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "update t set id = 1 | 1 | changes the key of public.t",
            "update by_code set code = '' | 1 | changes the key",
            "delete from loose | 1 | has no primary key", "delete from v | 1 | is no table",
            "delete from nothing | 1 | no table nothing",
            "update t set a = 1 from by_code c where c.a = t.a | 1 | joins other tables",
            "delete from t using by_code c where c.a = t.a | 1 | joins other tables",
            "with gone as (delete from t returning *) select * from gone | 1 | inside WITH",
            "with x as (select 1) update t set a = 1 where random() < 0.5 | 1 | another answer",
            "delete from t where a = changing() | 1 | another answer",
            "delete from t where a = nowhere() | 1 | another answer",
            "insert into t values (1, 1, '') on conflict (id) do update set a = 2 | 1 | ON CONFLICT",
            "merge into t using by_code c on c.a = t.a when matched then delete | 1 | MERGE",
            "truncate t | 1 | TRUNCATE", "do 'begin delete from t; end' | 1 | DO",
            "create table n (id int primary key); delete from n | 1 | CREATE_TABLE stands in one sheet",
            "delete from t; alter table t drop a | 1 | ALTER_TABLE stands in one sheet",
            "select 1; select 2; delete from t | 1 | is there already"})
    void isNotPossible(String sql, int line, String why) throws InterruptedException {
        assertThat(told("backups", sql)).anyMatch(told -> told.startsWith("ERROR " + line) && told.contains(why));
    }

    @Test
    void needsTheSchema() throws InterruptedException {
        assertThat(told("no_schema", "delete from t")).singleElement().asString()
                .contains("no schema plangate_backup", "CREATE SCHEMA plangate_backup");
    }

    @Test
    void saysHowMuchIsCopiedAndWhere() throws InterruptedException {
        assertThat(told("backups", "delete from t")).singleElement().asString()
                .contains("10,000 rows", "MB", "public.t -> plangate_backup.s0123456789ab_1_t");
    }

    @Test
    void isNotSpokenOfWhenNobodyAsked() throws InterruptedException {
        var outcomes = ENGINE.check(Shop.job("main", "backups", "truncate t", Set.of(CheckType.STATEMENT_ADVISE),
                Duration.ofSeconds(30)));

        assertThat(outcomes).extracting(CheckOutcome::getCode).doesNotContain(Codes.BACKUP_IMPOSSIBLE,
                Codes.BACKUP_POSSIBLE);
    }

    private static List<String> told(String database, String sql) throws InterruptedException {
        return ENGINE.check(new CheckJob("instances/main/databases/" + database, "projects/shop", SHA, sql,
                ReviewPolicy.getDefaultInstance(), Set.of(CheckType.STATEMENT_ADVISE), true, Duration.ofSeconds(30)))
                .stream()
                .filter(outcome -> outcome.getCode() == Codes.BACKUP_POSSIBLE
                        || outcome.getCode() == Codes.BACKUP_IMPOSSIBLE)
                .map(outcome -> outcome.getStatus() + " " + outcome.getReview().getStart().getLine() + " "
                        + outcome.getContent())
                .toList();
    }
}
