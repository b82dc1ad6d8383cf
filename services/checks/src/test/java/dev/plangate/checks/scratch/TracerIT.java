package dev.plangate.checks.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.checks.rule.LockMode;
import dev.plangate.checks.rule.Running;
import dev.plangate.checks.sql.RelationName;
import dev.plangate.checks.target.BlueprintReader;
import dev.plangate.checks.target.Deadline;
import dev.plangate.checks.trace.Blueprint;
import dev.plangate.checks.trace.Trace;
import dev.plangate.checks.trace.Touched;
import dev.plangate.checks.trace.TracedLock;
import dev.plangate.checks.trace.WantedObjects;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A script is run on a clone, as its target is, and what it did there is told. */
class TracerIT {
    private static final Postgres SERVER = Postgres.of(18);
    private static final RelationName ORDERS = new RelationName("public", "orders");

    private static final Deadline SOON = Deadline.in(Duration.ofMinutes(5));

    @BeforeAll
    static void target() throws Exception {
        SERVER.target("traced", """
                create table orders (id bigint primary key, total int not null);
                insert into orders select i, i from generate_series(1, 1000) i;
                analyze orders;
                """);
    }

    @Test
    void aRewriteIsSeenAndTheTargetIsLeftAlone() throws Exception {
        var trace = SERVER.trace("traced", "alter table orders alter total type bigint");

        assertThat(trace).isInstanceOfSatisfying(Trace.Whole.class, whole -> {
            assertThat(whole.run().major()).isEqualTo(18);
            var statement = whole.run().statements().getFirst();
            assertThat(statement.locks())
                    .contains(new TracedLock(Touched.of(ORDERS, 'r'), LockMode.ACCESS_EXCLUSIVE, 0));
            assertThat(statement.rewritten()).contains(Touched.of(ORDERS, 'r'));
            assertThat(statement.scanned()).containsExactly(Touched.of(ORDERS, 'r'));
            assertThat(whole.run().size(ORDERS).rows()).hasValue(1000);
        });
        assertThat(SERVER.query("traced", "select count(*) from orders")).isEqualTo(List.of("1000"));
        assertThat(SERVER.query("postgres",
                "select datname from pg_database where datname like 'plangate\\_trace\\_c%' union select rolname from pg_roles where rolname like 'plangate\\_trace\\_r%'"))
                .isEmpty();
    }

    @Test
    void locksLastUntilTheTransactionEnds() throws Exception {
        var trace = SERVER.trace("traced", """
                begin;
                alter table orders add column note text;
                savepoint s;
                lock table orders in exclusive mode;
                create table lines (id int, order_id bigint references orders);
                alter table lines alter id type bigint;
                commit;
                alter table orders add check (total >= 0);
                """);

        assertThat(trace).isInstanceOfSatisfying(Trace.Whole.class, whole -> {
            var statements = whole.run().statements();
            assertThat(statements.get(1).locks()).containsExactly(
                    new TracedLock(Touched.of(ORDERS, 'r'), LockMode.ACCESS_EXCLUSIVE, 6));
            assertThat(statements.get(4).created()).extracting(RelationName::name).contains("lines");
            assertThat(statements.get(5).rewritten()).as("a table of the script's own").isEmpty();
            assertThat(statements.get(7).locks()).containsExactly(
                    new TracedLock(Touched.of(ORDERS, 'r'), LockMode.ACCESS_EXCLUSIVE, 7));
            assertThat(statements.get(7).scanned()).containsExactly(Touched.of(ORDERS, 'r'));
        });
    }

    @Test
    void goingBackToASavepointReleasesWhatWasLockedSince() throws Exception {
        var trace = SERVER.trace("traced",
                "begin; savepoint s; alter table orders add column note text; rollback to s; alter table orders set (fillfactor = 50); commit");

        assertThat(trace).isInstanceOfSatisfying(Trace.Whole.class, whole -> {
            assertThat(whole.run().statements().get(2).locks()).extracting(TracedLock::until).containsExactly(3);
            assertThat(whole.run().statements().get(4).locks()).extracting(TracedLock::mode)
                    .containsExactly(LockMode.SHARE_UPDATE_EXCLUSIVE);
        });
    }

    @Test
    void inOneTransactionAllLocksLastToTheEnd() throws Exception {
        var trace = SERVER.trace("traced",
                "alter table orders add column note text; alter table orders add check (total >= 0)",
                Running.ONE_TRANSACTION, ScratchLimits.DEFAULT);

        assertThat(trace).isInstanceOfSatisfying(Trace.Whole.class, whole -> assertThat(
                whole.run().statements().getFirst().locks()).extracting(TracedLock::until).containsExactly(1));
    }

    @Test
    void whatAStatementDependsOnIsThere() throws Exception {
        var trace = SERVER.trace("traced", """
                set transaction isolation level serializable;
                create schema later;
                set search_path = later, public;
                create table things (id int);
                do $$ begin execute 'alter table ord' || 'ers alter total type bigint'; end $$;
                create index concurrently orders_total on orders (total);
                drop index concurrently orders_total;
                """);

        assertThat(trace).isInstanceOfSatisfying(Trace.Whole.class, whole -> {
            assertThat(whole.run().statements().get(4).rewritten()).contains(Touched.of(ORDERS, 'r'));
            assertThat(whole.run().statements().get(5).locks()).extracting(TracedLock::mode)
                    .containsExactly(LockMode.SHARE_UPDATE_EXCLUSIVE);
        });
    }

    @Test
    void rolesOfTheTargetHaveStandIns() throws Exception {
        String sql = "grant select on orders to app; alter table orders owner to app; alter table orders owner to postgres";
        SERVER.run("postgres", "drop role if exists app", "create role app");
        Blueprint blueprint;
        try (var session = SERVER.session("traced")) {
            blueprint = BlueprintReader.read(session,
                    WantedObjects.of(Postgres.parse(sql).statements(), SERVER.catalog("traced", sql)));
        }
        // here the target is the scratch server too, and there the role is missing
        SERVER.run("postgres", "drop role app");

        var trace = new Tracer(SERVER.scratchServers(), ScratchLimits.DEFAULT).trace(Postgres.parse(sql),
                Running.STATEMENT_BY_STATEMENT, blueprint, SOON);

        assertThat(trace).isInstanceOfSatisfying(Trace.Partly.class, partly -> assertThat(partly.reasons())
                .as("a role of the server's own is nobody's to act for").singleElement().asString()
                .startsWith("statement 3 failed on the clone: must be"));
    }

    @Test
    void aTraceThatIsGivenUpLeavesNothing() throws Exception {
        var traced = new CompletableFuture<Trace>();
        var thread = Thread.ofVirtual().start(() -> {
            try {
                traced.complete(SERVER.trace("traced", "select pg_sleep(20), 'given up'; select 1"));
            } catch (Exception e) {
                traced.completeExceptionally(e);
            }
        });
        String sleeping = "select usename::text from pg_stat_activity where query like '%given up%' and usename like 'plangate%'";
        while (SERVER.query("postgres", sleeping).isEmpty()) {
            assertThat(traced).isNotDone();
        }
        thread.interrupt();

        assertThat(traced.get(20, TimeUnit.SECONDS)).isInstanceOf(Trace.Partly.class);
        assertThat(SERVER.query("postgres",
                "select datname::text from pg_database where datname like 'plangate\\_trace\\_c%'"))
                .isEmpty();
    }

    @Test
    void aStatementThatFailsMakesTheTracePartial() throws Exception {
        var trace = SERVER.trace("traced", "alter table orders drop column none; alter table orders add x int");

        assertThat(trace).isInstanceOfSatisfying(Trace.Partly.class, partly -> {
            assertThat(partly.reasons()).containsExactly(
                    "statement 1 failed on the clone: column \"none\" of relation \"orders\" does not exist");
            assertThat(partly.run().statements()).hasSize(2);
        });
    }

    @Test
    void withoutAServerOfTheTargetsVersionNothingIsTraced() throws Exception {
        var sheet = Postgres.parse("alter table orders add x int");
        try (var session = SERVER.session("traced")) {
            var catalog = SERVER.catalog("traced", "alter table orders add x int");
            assertThat(new Tracer(_ -> Optional.empty(), ScratchLimits.DEFAULT).trace(sheet,
                    Running.STATEMENT_BY_STATEMENT, catalog, session, SOON))
                    .isEqualTo(new Trace.None("there is no scratch server of PostgreSQL 18"));
            var other = Postgres.of(14);
            assertThat(new Tracer(other.scratchServers(), ScratchLimits.DEFAULT).trace(sheet,
                    Running.STATEMENT_BY_STATEMENT, catalog, session, SOON))
                    .isEqualTo(new Trace.None("the scratch server for PostgreSQL 18 is PostgreSQL 14"));
            var gone = new ScratchServer("jdbc:postgresql://localhost:1/{database}", "postgres", "hush");
            assertThat(new Tracer(_ -> Optional.of(gone), ScratchLimits.DEFAULT).trace(sheet,
                    Running.STATEMENT_BY_STATEMENT, catalog, session, SOON)).isInstanceOfSatisfying(Trace.None.class,
                            none -> assertThat(none.reason()).startsWith("the scratch server failed (")
                                    .doesNotContain("hush"));
        }
    }
}
