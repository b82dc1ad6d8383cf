package dev.plangate.checks.trace;

import static dev.plangate.checks.trace.Scripts.CUSTOMERS;
import static dev.plangate.checks.trace.Scripts.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.checks.rule.LockMode;
import java.util.List;
import org.junit.jupiter.api.Test;

class LockTimelineTest {
    private static final Rates RATES = new Rates(1_000_000, 500_000, 250_000);

    @Test
    void showsWhoWaitsFromWhenToWhen() {
        var sheet = Scripts.parse("""
                begin;
                alter table customers add note text;
                alter table orders
                    alter total type bigint;
                alter table orders validate constraint c;
                commit;
                alter table customers validate constraint d""");
        var lines = LockTimeline.lines(sheet, Scripts.whole(Scripts.quiet(0),
                Scripts.locks(1, Scripts.lock(CUSTOMERS, LockMode.SHARE_ROW_EXCLUSIVE, 4)), Scripts.rewrite(2, 4),
                Scripts.scan(3, ORDERS, LockMode.SHARE_UPDATE_EXCLUSIVE, 4), Scripts.quiet(4),
                Scripts.scan(5, CUSTOMERS, LockMode.SHARE_UPDATE_EXCLUSIVE, 5)), RATES);

        assertThat(String.join("\n", lines)).isEqualTo(
                """
                        Locks on an empty clone of the target, PostgreSQL 16 (X: nobody reads or writes, W: nobody writes, -: others go on):
                                            23456
                          public.customers  WWWW-
                                            writers wait from 2 to the end of 5 (SHARE ROW EXCLUSIVE), about 14 s: rewrite of public.orders (about 2,000,000 rows) with 1 index, then scan of public.orders (about 2,000,000 rows)
                          public.orders      XXX
                                            readers and writers wait from 3 to the end of 5 (ACCESS EXCLUSIVE, about 2,000,000 rows, 300 MB), about 14 s: rewrite of public.orders (about 2,000,000 rows) with 1 index, then scan of public.orders (about 2,000,000 rows)
                            2  alter table customers add note text
                            3  alter table orders alter total type bigint
                            4  alter table orders validate constraint c
                            5  commit
                            6  alter table customers validate constraint d
                          Times are estimates: rows by the target's statistics, 1,000,000 scanned, 500,000 rewritten and 250,000 index entries built a second; waiting for a lock comes on top.""");
    }

    @Test
    void saysWhyItIsNotWhole() {
        var sheet = Scripts.parse("select 1");

        assertThat(LockTimeline.lines(sheet, new Trace.None("there is no scratch server of PostgreSQL 16"), RATES))
                .containsExactly("Not traced: there is no scratch server of PostgreSQL 16.");
        assertThat(LockTimeline.lines(sheet,
                new Trace.Partly(Scripts.run(Scripts.quiet(0)), List.of("the clone lacks extension postgis")), RATES))
                .first().isEqualTo("Partly traced: the clone lacks extension postgis.");
    }

    @Test
    void aStatementCannotWriteToTheTerminal() {
        var sheet = Scripts.parse("alter table orders add x text default '\u001b[31m\u0007'");

        assertThat(LockTimeline.lines(sheet,
                Scripts.whole(Scripts.locks(0, Scripts.lock(ORDERS, LockMode.ACCESS_EXCLUSIVE, 0))), RATES))
                .noneMatch(line -> line.chars().anyMatch(Character::isISOControl));
    }
}
