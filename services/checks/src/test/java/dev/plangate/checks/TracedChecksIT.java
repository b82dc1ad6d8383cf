package dev.plangate.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.checks.scratch.Postgres;
import dev.plangate.checks.scratch.ScratchServers;
import dev.plangate.v1.CheckOutcome;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An instance with {@code trace: true}: the advice on its sheets is held against a trace. */
class TracedChecksIT {
    @BeforeAll
    static void tables() throws SQLException {
        Shop.run(Shop.SERVER, "shop", "create table if not exists traced (id int primary key, name varchar(10))",
                "insert into traced select i, 'n' from generate_series(1, 150000) i on conflict do nothing",
                "analyze traced");
    }

    private static List<CheckOutcome> check(ScratchServers scratch, String sql) throws Exception {
        var instance = new Instance("main", Engine.POSTGRES, "test",
                "jdbc:postgresql://localhost:" + Shop.SERVER.getPort() + "/{database}", "postgres", new Secret.None(),
                Set.of("projects/shop"), 4, true);
        try (var engine = CheckEngine.open(Instances.of(List.of(instance), scratch))) {
            return engine.check(Shop.job("main", "shop", sql, Shop.ADVISE, Duration.ofMinutes(2)));
        }
    }

    @Test
    void aFindingIsConfirmedAndThePictureIsThere() throws Exception {
        var outcomes = check(Postgres.of(18).scratchServers(),
                "set lock_timeout = '1s'; alter table traced alter id type bigint");

        assertThat(Shop.lines(outcomes)).containsExactly("ERROR changing-column-type", "SUCCESS Traced");
        assertThat(outcomes.getFirst().getContent()).contains("rewrites public.traced under ACCESS EXCLUSIVE.");
        assertThat(outcomes.getLast().getContent())
                .contains("readers and writers wait during 2 (ACCESS EXCLUSIVE, about 150,000 rows");
    }

    @Test
    void workThatNoRuleSawIsFound() throws Exception {
        var outcomes = check(Postgres.of(18).scratchServers(),
                """
                        set lock_timeout = '1s';
                        do $$ declare what text := 'alter column id type bigint'; begin execute 'alter table traced ' || what; end $$
                        """);

        assertThat(Shop.lines(outcomes)).contains("ERROR traced-blocking-work", "SUCCESS Traced");
    }

    @Test
    void whatIsNotTracedIsNeverOk() throws Exception {
        assertThat(Shop.lines(check(_ -> Optional.empty(), "select 1")))
                .containsExactly("SUCCESS OK", "WARNING Not traced");
        assertThat(Shop.lines(check(Postgres.of(18).scratchServers(),
                "set lock_timeout = '1s'; alter table traced rename constraint none to n")))
                .contains("WARNING Partly traced");
    }
}
