package dev.plangate.standalone.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plangate.checks.rule.Running;
import dev.plangate.checks.scratch.ScratchFailed;
import dev.plangate.checks.scratch.ScratchLimits;
import dev.plangate.checks.scratch.Tracer;
import dev.plangate.checks.sql.ParsedSheet;
import dev.plangate.checks.sql.SheetParser;
import dev.plangate.checks.target.Deadline;
import dev.plangate.checks.trace.Blueprint;
import dev.plangate.checks.trace.Trace;
import dev.plangate.pipeline.ScratchStarter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SQL that wants all of the machine's memory, on a scratch server that was started for a call. */
class ScratchMemoryIT {
    /** So that it is memory that ends an attack. */
    private static final ScratchLimits PATIENT = new ScratchLimits(Duration.ofMinutes(3), Duration.ofMinutes(2),
            Duration.ofMinutes(1), 2L << 30, 100, 4, 20);
    private static final List<String> PROGRESS = new ArrayList<>();
    private static ScratchStarter.Started server;

    @BeforeAll
    static void start() throws ScratchFailed {
        server = new EmbeddedScratch().start(18, PROGRESS::add);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Trace trace(String sql) throws Exception {
        try (var parser = new SheetParser(1 << 20, 0, 1)) {
            var sheet = (ParsedSheet.Valid) parser.parse("", sql, Duration.ofMinutes(2));
            var empty = new Blueprint(180_000, List.of("public"), List.of(), List.of(), List.of(), Map.of());
            return new Tracer(_ -> Optional.of(server.server()), PATIENT).trace(sheet,
                    Running.STATEMENT_BY_STATEMENT, empty, Deadline.in(Duration.ofMinutes(5)));
        }
    }

    @ParameterizedTest
    @EnabledOnOs(value = OS.LINUX, disabledReason = "macOS holds no limit of address space")
    @ValueSource(strings = {
            "set work_mem = '1TB'; select count(*) from (select repeat('x', 1000) || i as a from generate_series(1, 3000000) i order by 1) s",
            "set work_mem = '1TB'; set hash_mem_multiplier = 1000; select count(*) from (select distinct repeat('x', 1000) || i as a from generate_series(1, 3000000) i) s",
            "with a as materialized (select repeat('x', 400000000) as x, repeat('y', 400000000) as y, repeat('z', 400000000) as z) select length(x || y) + length(z) from a",
            "set work_mem = '1TB'; set max_parallel_workers_per_gather = 64; set min_parallel_table_scan_size = 0; set parallel_setup_cost = 0; "
                    + "select count(*) from (select repeat('x', 1000) || i as a from generate_series(1, 3000000) i order by 1) s"})
    void whatWantsMoreMemoryThanThereIsForItGetsAnError(String sql) throws Exception {
        assertThat(trace(sql)).isInstanceOfSatisfying(Trace.Partly.class, partly -> assertThat(partly.reasons())
                .anyMatch(reason -> reason.contains("failed on the clone: out of memory")));

        assertThat(trace("set work_mem = '1GB'; select 1")).as("the server goes on").isInstanceOf(Trace.Whole.class);
    }

    @Test
    void whatIsTracedHasNoPower() throws Exception {
        for (String sql : List.of("copy (select 1) to program 'cat'", "select pg_read_file('postgresql.conf')",
                "alter system set fsync = on", "create role mine superuser")) {
            assertThat(trace(sql)).as(sql).isInstanceOfSatisfying(Trace.Partly.class,
                    partly -> assertThat(partly.reasons()).anyMatch(reason -> reason.contains("permission denied")));
        }
    }

    @Test
    void whoWaitsIsTold() {
        assertThat(PROGRESS).containsExactly("Starting an empty PostgreSQL 18 for the trace");
    }

    @Test
    void programsOfAnotherVersionAreNotAtHand() {
        assertThatThrownBy(() -> new EmbeddedScratch().start(15, _ -> {})).isInstanceOf(ScratchFailed.class).hasMessage(
                "the target is PostgreSQL 15, and the programs at hand are of 18: start an empty PostgreSQL 15 on which nothing else lives, and name it by --scratch");
    }
}
