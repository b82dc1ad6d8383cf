package dev.plangate.checks.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.checks.rule.LockMode;
import dev.plangate.checks.sql.RelationName;
import dev.plangate.checks.trace.Trace;
import dev.plangate.checks.trace.Touched;
import dev.plangate.checks.trace.TracedLock;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A script is run on a clone, as its target is, and what it did there is told. */
class TracerIT {
    private static final Postgres SERVER = Postgres.of(18);
    private static final RelationName ORDERS = new RelationName("public", "orders");

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
}
