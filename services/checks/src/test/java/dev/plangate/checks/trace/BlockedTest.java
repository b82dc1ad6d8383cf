package dev.plangate.checks.trace;

import static dev.plangate.checks.trace.Scripts.CUSTOMERS;
import static dev.plangate.checks.trace.Scripts.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.checks.rule.LockMode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who waits for how long, by what was seen on the clone and the size of the real tables. */
class BlockedTest {
    private static final Rates RATES = new Rates(1_000_000, 500_000, 250_000);

    private static List<Blocked> blocked(String sql, TracedStatement... statements) {
        return Blocked.of(Scripts.parse(sql), Scripts.run(statements), RATES);
    }

    @Test
    void aRewriteTakesItsRowsAndItsIndexes() {
        var found = blocked("alter table orders alter total type bigint", Scripts.rewrite(0, 0));

        assertThat(found).containsExactly(new Blocked(ORDERS, LockMode.ACCESS_EXCLUSIVE, 0, 0,
                new Work.About(Duration.ofSeconds(4 + 8),
                        "rewrite of public.orders (about 2,000,000 rows) with 1 index")));
    }

    @Test
    void aLockLastsAsLongAsWhatFollowsInItsTransaction() {
        var found = blocked("begin; alter table customers add x int; alter table orders add check (id > 0); commit",
                Scripts.quiet(0), Scripts.locks(1, Scripts.lock(CUSTOMERS, LockMode.ACCESS_EXCLUSIVE, 3)),
                Scripts.scan(2, ORDERS, LockMode.ACCESS_EXCLUSIVE, 3), Scripts.quiet(3));

        assertThat(found).extracting(Blocked::table, Blocked::from, Blocked::until).containsExactly(
                org.assertj.core.groups.Tuple.tuple(CUSTOMERS, 1, 3),
                org.assertj.core.groups.Tuple.tuple(ORDERS, 2, 3));
        assertThat(found).extracting(Blocked::time).containsOnly(
                new Work.About(Duration.ofSeconds(2), "scan of public.orders (about 2,000,000 rows)"));
    }

    @Test
    void whatOnlyChangesTheCatalogIsAMoment() {
        assertThat(blocked("alter table orders add x int",
                Scripts.locks(0, Scripts.lock(ORDERS, LockMode.ACCESS_EXCLUSIVE, 0))))
                .extracting(Blocked::time).containsExactly(new Work.Moment());
    }

    @Test
    void whatHasNoKnownSizeTakesNobodyKnowsHowLong() {
        assertThat(blocked("alter table customers add check (id > 0)",
                Scripts.scan(0, CUSTOMERS, LockMode.ACCESS_EXCLUSIVE, 0))).extracting(Blocked::time)
                .containsExactly(new Work.Unknown("scan of public.customers, whose size is not known"));
    }

    @Test
    void changedRowsAreNotInTheClone() {
        assertThat(blocked("begin; lock table orders in share mode; update customers set a = 1; commit",
                Scripts.quiet(0), Scripts.locks(1, Scripts.lock(ORDERS, LockMode.SHARE, 3)), Scripts.quiet(2),
                Scripts.quiet(3))).extracting(Blocked::time)
                .containsExactly(new Work.Unknown("it depends on the rows, which the clone has not"));
    }

    @Test
    void whatIsKnownOfItIsTheLeast() {
        var known = new Work.About(Duration.ofSeconds(2), "scan of public.orders (about 2,000,000 rows)");

        assertThat(blocked("select change()", Scripts.scan(0, ORDERS, LockMode.ACCESS_EXCLUSIVE, 0)))
                .extracting(Blocked::time)
                .containsExactly(new Work.Unknown("it depends on the rows, which the clone has not",
                        java.util.Optional.of(known)));
        var twice = new Work.About(Duration.ofSeconds(4), known.how() + ", then " + known.how());
        var unknown = new Work.Unknown("no", java.util.Optional.of(known));
        assertThat(unknown.then(known)).isEqualTo(new Work.Unknown("no", java.util.Optional.of(twice)));
        assertThat(known.then(unknown)).isEqualTo(unknown.then(known)).isEqualTo(unknown.then(unknown));
        assertThat(new Work.Unknown("no").then(new Work.Moment())).isEqualTo(new Work.Unknown("no"));
    }

    @Test
    void locksThatLetWritersInBlockNobody() {
        assertThat(blocked("alter table orders validate constraint c",
                Scripts.scan(0, ORDERS, LockMode.SHARE_UPDATE_EXCLUSIVE, 0))).isEmpty();
    }
}
