package dev.plangate.checks.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.checks.rule.Running;
import dev.plangate.checks.trace.Trace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans that attack the server they are traced on. Each is stopped, the trace is never whole, and nothing of it is left. */
class HostileIT {
    private static final Postgres SERVER = Postgres.of(18);
    private static final long DISK = 48L << 20;
    /** For attacks that are refused at once. */
    private static final ScratchLimits PATIENT = new ScratchLimits(Duration.ofSeconds(60), Duration.ofSeconds(30),
            Duration.ofSeconds(60), DISK, 100, 4, 20);
    /** For attacks that have to be stopped; the disk is that of an empty database and a little more. */
    private static final ScratchLimits TIGHT = new ScratchLimits(Duration.ofSeconds(3), Duration.ofSeconds(1),
            Duration.ofSeconds(60), DISK, 100, 4, 20);

    @BeforeAll
    static void target() throws Exception {
        SERVER.target("attacked", "create table orders (id int primary key, secret text)");
        SERVER.run("postgres", "drop database if exists neighbour", "create database neighbour");
        SERVER.run("neighbour", "create table treasure (id int)");
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        assertThat(SERVER.query("postgres",
                """
                        select datname from pg_database where datname like 'plangate\\_trace\\_c%'
                        union select rolname from pg_roles where rolname like 'plangate\\_trace\\_r%'
                        union select usename || ' ' || query from pg_stat_activity where usename like 'plangate\\_trace\\_r%'
                        """))
                .isEmpty();
        assertThat(SERVER.query("postgres", "select count(*) from pg_roles where rolsuper")).containsExactly("1");
    }

    private static Trace.Partly attack(String sql) throws Exception {
        return attack(sql, PATIENT);
    }

    private static Trace.Partly attack(String sql, ScratchLimits limits) throws Exception {
        var trace = SERVER.trace("attacked", sql, Running.STATEMENT_BY_STATEMENT, limits);
        assertThat(trace).isInstanceOf(Trace.Partly.class);
        return (Trace.Partly) trace;
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy orders from program 'touch /tmp/plangate-attack'",
            "copy orders to program 'cat > /tmp/plangate-attack'", "copy orders to '/tmp/plangate-attack'",
            "copy orders from '/etc/passwd'", "select pg_read_file('/etc/passwd')",
            "select pg_read_binary_file('postgresql.conf')", "select pg_ls_dir('.')",
            "select lo_import('/etc/passwd')", "select lo_export(lo_from_bytea(0, 'x'), '/tmp/plangate-attack')",
            "create extension dblink", "create extension postgres_fdw", "create extension file_fdw",
            "create extension plpython3u",
            "create function f() returns int language c as '/lib/x86_64-linux-gnu/libc.so.6', 'system'",
            "load '/tmp/evil.so'", "alter system set fsync = off", "alter system set archive_command = 'touch /tmp/x'",
            "set role postgres", "set session authorization postgres", "alter role postgres password 'mine'",
            "create role mine superuser", "alter role current_user superuser", "create database mine",
            "drop database neighbour", "grant pg_execute_server_program to current_user",
            "grant postgres to current_user", "set temp_file_limit = -1", "set log_min_messages = debug5",
            "select pg_reload_conf()",
            "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'postgres'",
            "create subscription s connection 'host=example.com' publication p",
            "select pg_create_physical_replication_slot('s')", "create tablespace t location '/tmp'",
            "create server s foreign data wrapper postgres_fdw", "select pg_switch_wal()",
            "select * from pg_authid", "create event trigger e on ddl_command_start execute function f()",
            "do language plpython3u 'import os'", "alter database neighbour owner to current_user",
            "set session_replication_role = replica", "comment on database neighbour is 'mine'",
            "update pg_catalog.pg_class set relname = 'x'", "prepare transaction 'stays'"})
    void whatNeedsAPowerIsRefused(String sql) throws Exception {
        var trace = attack(sql.startsWith("prepare") ? "begin; insert into orders values (1); " + sql : sql);

        assertThat(trace.reasons()).anyMatch(reason -> reason.contains("failed on the clone"));
        assertThat(Files.exists(Path.of("/tmp/plangate-attack"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"reset role", "reset session authorization", "set role none",
            "set session authorization default"})
    void nothingIsBehindTheRoleThatItRunsAs(String reset) throws Exception {
        var trace = attack(reset + "; copy orders from program 'true'");

        assertThat(trace.reasons()).singleElement().asString().contains("permission denied to COPY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"do $$ begin loop end loop; end $$",
            "do $$ begin loop begin perform pg_sleep(60); exception when query_canceled then null; end; end loop; end $$",
            "set statement_timeout = 0; select pg_sleep(600)",
            "select count(*) from (select generate_series(1, 1000000000000)) as g",
            "set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0; do $$ begin loop end loop; end $$"})
    void whatWouldNeverEndIsEnded(String sql) throws Exception {
        long begun = System.nanoTime();
        var trace = attack(sql, TIGHT);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMinutes(1));
        assertThat(trace.reasons()).anyMatch(
                reason -> reason.contains("statement timeout")
                        || reason.equals("the trace was ended: it took longer than 3 s"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "set statement_timeout = 0; create table big as select repeat(md5(i::text), 10) from generate_series(1, 100000000) i",
            "set statement_timeout = 0; select lo_from_bytea(0, convert_to(repeat('x', 10000000), 'utf8')) from generate_series(1, 900)",
            "set statement_timeout = 0; create temporary table big as select repeat(md5(i::text), 10) from generate_series(1, 100000000) i",
            "set statement_timeout = 0; select i from generate_series(1, 100000000) i order by md5(i::text)"})
    void whatFillsTheDiskIsEnded(String sql) throws Exception {
        assertThat(attack(sql, TIGHT).reasons()).anyMatch(reason -> reason.contains("more than 48 MB")
                || reason.contains("temp_file_limit") || reason.contains("it took longer than 3 s"));
        assertThat(SERVER.query("postgres", "select (sum(pg_database_size(oid)) < 1000000000)::text from pg_database"))
                .containsExactly("true");
    }

    @Test
    void rowsAndMessagesWithoutEndDoNotReachUs() throws Exception {
        var trace = SERVER.trace("attacked",
                """
                        select repeat('x', 1000), generate_series(1, 100000000);
                        set client_min_messages = notice;
                        do $$ begin for i in 1..20000 loop raise notice '%', repeat('x', 1000); raise warning 'w'; end loop; end $$
                        """,
                Running.STATEMENT_BY_STATEMENT, PATIENT);

        assertThat(trace).isInstanceOf(Trace.Whole.class);
        assertThat(attack("select repeat('x', 100000000)").reasons()).isNotEmpty();
    }

    @Test
    void aSessionThatEndsItselfLeavesTheRestUntraced() throws Exception {
        var trace = attack(
                "alter table orders add x int; select pg_terminate_backend(pg_backend_pid()); alter table orders add y int");

        assertThat(trace.run().statements()).hasSize(2);
        assertThat(trace.run().statements().getFirst().failure()).isEmpty();
        assertThat(trace.reasons()).singleElement().asString()
                .startsWith("statement 2 failed on the clone: terminating connection");
    }

    @Test
    void otherDatabasesAreClosed() throws Exception {
        assertThat(attack("select * from neighbour.public.treasure").reasons().getFirst())
                .contains("cross-database references are not implemented");
        var open = SERVER.query("postgres",
                "select datname from pg_database where has_database_privilege('public', oid, 'connect') and datallowconn");
        assertThat(open).as("databases that everybody may connect to").isEmpty();
    }

    @Test
    void whatItCallsAsTheServerDoesHidesNothing() throws Exception {
        var trace = SERVER.trace("attacked",
                """
                        create schema evil;
                        create table evil.pg_locks (pid int, relation oid, mode text, locktype text, granted bool, database oid);
                        create function evil.pg_backend_pid() returns int language sql immutable as 'select 0';
                        create function evil.never(oid, oid) returns bool language sql immutable as 'select false';
                        create operator evil.= (leftarg = oid, rightarg = oid, function = evil.never);
                        create temporary table pg_locks (like pg_catalog.pg_locks);
                        create temporary table pg_class (like pg_catalog.pg_class);
                        set search_path = evil, pg_catalog, public;
                        alter table orders alter id type bigint
                        """);

        assertThat(trace).isInstanceOfSatisfying(Trace.Whole.class,
                whole -> assertThat(whole.run().statements().getLast().rewritten())
                        .anyMatch(touched -> touched.name().name().equals("orders")));
    }

    @Test
    void textThatIsMoreThanOneStatementIsRefused() throws Exception {
        var sessions = new Sessions(SERVER.scratch());
        try (var connection = sessions.open("neighbour", "postgres", null, Duration.ofSeconds(20))) {
            for (String text : List.of("select 1; drop table treasure", "select 1; commit; drop table treasure")) {
                assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> new Verbatim(connection).run(text)))
                        .hasMessageContaining("cannot insert multiple commands into a prepared statement");
            }
        }
        assertThat(SERVER.query("neighbour", "select count(*) from treasure")).containsExactly("0");
    }
}
