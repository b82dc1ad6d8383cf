package dev.plangate.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.checks.mariadb.MariaDbServer;
import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckOutcome.AffectedRows;
import dev.plangate.v1.CheckOutcome.Source;
import dev.plangate.v1.CheckOutcome.Status;
import dev.plangate.v1.CheckType;
import dev.plangate.v1.ReviewPolicy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sheets on a real MariaDB: what is said of rows, what the server is asked, what goes wrong, and that nothing is changed. */
class MySqlTargetIT {
    private static final String SCRATCH = "mytarget_scratch";
    private static CheckEngine engine;

    @BeforeAll
    static void server() throws SQLException {
        var server = MariaDbServer.shared();
        server.database("mytarget",
                "create table t (id bigint not null primary key, a int, b varchar(20), key (a)) charset=latin1",
                "insert into t select seq, seq % 10, 'x' from seq_1_to_5000",
                "create table u (id bigint not null primary key, t bigint, constraint f foreign key (t) references t (id))",
                "create table m (id int primary key) engine=myisam",
                "alter database mytarget character set latin1", "analyze table t, u, m");
        server.database(SCRATCH);
        server.run("", "create or replace user checks@'127.0.0.1' identified by 'right horse'",
                "grant select on mytarget.t to checks@'127.0.0.1'");
        engine = CheckEngine.open(Instances.of(List.of(instance("main", server.port(), "root", new Secret.None(), true),
                instance("plain", server.port(), "root", new Secret.None(), false),
                instance("few", server.port(), "checks", new Secret.Given("right horse"), false),
                instance("wrong", server.port(), "checks", new Secret.Given("wrong horse"), false),
                instance("down", 1, "root", new Secret.None(), false))));
    }

    private static Instance instance(String name, int port, String user, Secret secret, boolean asking) {
        return new Instance(name, Engine.MARIADB, "test", "jdbc:mariadb://127.0.0.1:" + port + "/{database}", user,
                secret, Set.of("*"), 4, false, asking ? Optional.of(SCRATCH) : Optional.empty());
    }

    @AfterAll
    static void close() {
        if (engine != null) {
            engine.close();
        }
    }

    private static List<CheckOutcome> check(String instance, String database, String sql, CheckType... types)
            throws InterruptedException {
        return engine.check(new CheckJob("instances/" + instance + "/databases/" + database, "projects/shop",
                "0".repeat(64), sql, ReviewPolicy.getDefaultInstance(), Set.of(types), Duration.ofSeconds(60)));
    }

    private static CheckOutcome summary(String sql) throws InterruptedException {
        var outcomes = check("main", "mytarget", sql, CheckType.STATEMENT_SUMMARY_REPORT);
        assertThat(outcomes).hasSize(1);
        return outcomes.getFirst();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '!', value = {"update t set b = 'y' where id = 5 | EXPLAIN | 1",
            "delete from t where id between 1 and 1000 | EXPLAIN | 1000",
            "insert into t values (-1, 2, 'x'), (-2, 2, 'y') | LITERAL | 2",
            "replace into t set id = -1 | LITERAL | 1", "delete from t where 1 = 0 | EXPLAIN | 0",
            "truncate t | RELTUPLES | 5000", "drop table u | RELTUPLES | 0", "delete from t | EXPLAIN | 5000",
            "delete from t where a >= 0 limit 100 | EXPLAIN | 100",
            "with x as (select 1 as n) update t set b = 'y' where id in (select n from x) | EXPLAIN | 1",
            "delete x from t as x join u on x.id = u.id where u.t = 5 | EXPLAIN | 1",
            "insert into u (id) select id from t where id < 101 on duplicate key update t = 1 | EXPLAIN | 100",
            "delete from t where id < 11 returning a | EXPLAIN | 10"})
    void rowsHaveASource(String sql, Source source, long rows) throws InterruptedException {
        assertThat(summary(sql).getSummary().getStatementsList()).extracting(AffectedRows::getSource)
                .containsExactly(source);
        assertThat((double) summary(sql).getSummary().getAffectedRows()).isBetween(rows * 0.8, rows * 1.2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '!', value = {"update nosuch set a = 1 where b = 2 | nosuch",
            "load data infile '/x' into table t | not in the sheet",
            "create table x (id int primary key); delete from x where id = 5 | created earlier",
            "update t set b = 'y' /*!50000 where */ /*!50000 id = 5 */ | form", "call p() | CALL",
            "execute immediate 'x' | EXECUTE"})
    void whatIsNotKnownSaysWhy(String sql, String reason) throws InterruptedException {
        var report = summary(sql).getSummary();
        assertThat(report.hasAffectedRows()).isFalse();
        assertThat(report.getStatementsList()).anyMatch(rows -> rows.getReason().contains(reason));
    }

    @Test
    void tablesAreThoseOfTheirDatabase() throws InterruptedException {
        var report = summary("alter table t add column c int; use mysql; update mytarget.u set t = 1 where id = 2")
                .getSummary();
        assertThat(report.getStatementTypesList()).containsExactly("ALTER_TABLE", "UPDATE", "USE");
        assertThat(report.getChangedTablesList())
                .extracting(table -> table.getDatabase() + "." + table.getTable())
                .containsExactly("mytarget.t", "mytarget.u");
        assertThat(report.getChangedTables(0).getEstimatedRows()).isBetween(4000L, 6000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"update t set a = 1 where id = (select sleep(20))",
            "delete from t where id in (select benchmark(1000000000, md5('x')))",
            "insert into t select 1, 2, 'x' from t as x join t as y join t as z",
            "update t set b = 'a;drop table m' where id = 1",
            "update t set b = '{fn now()} ? \\' -- x' where id = 1"})
    void explainingChangesNothingAndEnds(String sql) throws Exception {
        long begun = System.nanoTime();
        assertThat(summary(sql).getSummary().getStatementsCount()).isEqualTo(1);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
        assertThat(MariaDbServer.shared().query("mytarget", "select count(*) from t")).containsExactly("5000");
        assertThat(MariaDbServer.shared().query("mytarget", "show tables")).containsExactly("m", "t", "u");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '!', value = {"alter table t add column c int | ",
            "alter table t modify a bigint | changing-column-type", "alter table t modify b varchar(40) | ",
            "alter table t convert to character set utf8mb4 | charset-conversion", "alter table t add index (b) | ",
            "alter table t add fulltext (b) | shared-lock", "alter table t order by a | table-copy",
            "alter table t drop primary key, add primary key (id, a) | ",
            "alter table t add check (a < 10) | table-copy",
            "alter table t add foreign key (id) references u (id) | foreign-key", "create index i on t (b) | ",
            "alter table t add column c int generated always as (a + 1) stored | table-copy",
            "alter table u drop foreign key f | ", "alter table m add column a int | table-copy",
            "alter table t add column c int; alter table t modify c bigint | changing-column-type"})
    void theServersWordAndTheManualsAgree(String sql, String rule) throws Exception {
        for (String instance : List.of("main", "plain")) {
            var found = check(instance, "mytarget", sql, CheckType.STATEMENT_ADVISE).stream()
                    .map(CheckOutcome::getTitle)
                    .filter(title -> Set.of("table-copy", "shared-lock", "changing-column-type", "charset-conversion",
                            "foreign-key").contains(title));
            assertThat(found).as(instance).isEqualTo(rule == null ? List.of() : List.of(rule));
        }
        assertThat(MariaDbServer.shared().query(SCRATCH, "show tables")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alter table t rename to mytarget_scratch.stolen",
            "alter table t exchange partition p with table m",
            "alter table t add column c int /*! , rename to mytarget_scratch.stolen */",
            "alter table t add column c int references m (id)",
            "create table mytarget_scratch.own (id int primary key)"})
    void nothingIsRunThatNamesOtherTables(String sql) throws Exception {
        check("main", "mytarget", sql, CheckType.STATEMENT_ADVISE);
        assertThat(MariaDbServer.shared().query("mytarget", "show tables")).containsExactly("m", "t", "u");
        assertThat(MariaDbServer.shared().query(SCRATCH, "show tables")).isEmpty();
    }

    @Test
    void leftCopiesAreDropped() throws Exception {
        MariaDbServer.shared().run(SCRATCH, "set timestamp = unix_timestamp() - 7200",
                "create table _plangate_copy_young (a int)", "create table others (a int)");
        check("main", "mytarget", "alter table t add column c int", CheckType.STATEMENT_ADVISE);
        assertThat(MariaDbServer.shared().query(SCRATCH, "show tables")).contains("others");
        MariaDbServer.shared().database(SCRATCH);
    }

    @Test
    void whatIsNoSqlIsAnError() throws InterruptedException {
        var outcomes = check("main", "mytarget", "select 1;\nalter table t add colum", CheckType.STATEMENT_ADVISE,
                CheckType.STATEMENT_SUMMARY_REPORT);
        assertThat(outcomes).extracting(CheckOutcome::getStatus).containsOnly(Status.ERROR);
        assertThat(outcomes.getFirst().getTitle()).isEqualTo("syntax-error");
        assertThat(outcomes.getFirst().getReview().getStart().getLine()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"main, nosuch, 8", "wrong, mytarget, 6", "down, mytarget, 7"})
    void aTargetThatCannotBeUsedIsAnError(String instance, String database, int code) throws InterruptedException {
        var outcomes = check(instance, database, "drop table t", CheckType.STATEMENT_ADVISE,
                CheckType.STATEMENT_SUMMARY_REPORT);
        assertThat(outcomes).extracting(CheckOutcome::getStatus).containsOnly(Status.ERROR);
        assertThat(outcomes).extracting(CheckOutcome::getCode).containsOnly(code);
        assertThat(outcomes).noneMatch(outcome -> outcome.getContent().contains("horse"));
    }

    @Test
    void whatARoleMayNotSeeIsTakenForTheWorst() throws InterruptedException {
        var outcomes = check("few", "mytarget", "alter table u modify t int; alter table t modify b varchar(30)",
                CheckType.STATEMENT_ADVISE);
        assertThat(outcomes).filteredOn(outcome -> outcome.getTitle().equals("changing-column-type")).hasSize(1)
                .allMatch(outcome -> outcome.getStatus() == Status.ERROR);
    }
}
