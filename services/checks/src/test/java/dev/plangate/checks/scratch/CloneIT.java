package dev.plangate.checks.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.checks.target.BlueprintReader;
import dev.plangate.checks.trace.Blueprint;
import dev.plangate.checks.trace.Piece;
import dev.plangate.checks.trace.Trace;
import dev.plangate.checks.trace.Wanted;
import dev.plangate.checks.trace.WantedObjects;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether a clone is what its target is, and what becomes of clones. */
class CloneIT {
    private static final ScratchLimits LIMITS = ScratchLimits.DEFAULT;
    private static final Wanted EVERYTHING = new Wanted(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(),
            true);

    static List<Integer> majors() {
        return Postgres.MAJORS;
    }

    private static String rich() throws Exception {
        try (var in = CloneIT.class.getResourceAsStream("/trace/rich.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Blueprint blueprint(Postgres server, String database, Wanted wanted) throws Exception {
        try (var session = server.session(database)) {
            return BlueprintReader.read(session, wanted);
        }
    }

    @ParameterizedTest
    @MethodSource("majors")
    void aCloneReadsAsItsTargetDoes(int major) throws Exception {
        var server = Postgres.of(major);
        server.target("rich", rich());
        var blueprint = blueprint(server, "rich", EVERYTHING);
        assertThat(blueprint.missing()).isEmpty();
        var sessions = new Sessions(server.scratch());
        try (var admin = sessions.admin(LIMITS.cloning())) {
            var clones = new Clones(sessions, LIMITS);
            var clone = clones.make(admin, blueprint);
            try {
                assertThat(clone.missing()).isEmpty();
                var again = blueprint(server, clone.database(), EVERYTHING);
                assertThat(again.pieces()).extracting(Piece::ddl).containsExactlyInAnyOrderElementsOf(
                        blueprint.pieces().stream().map(Piece::ddl).toList());
                assertThat(blueprint.pieces()).hasSizeGreaterThan(70);
            } finally {
                clones.drop(admin, clone);
            }
        }
    }

    @Test
    void onlyWhatTheScriptTouchesIsClonedWithWhatItNeeds() throws Exception {
        var server = Postgres.of(18);
        server.target("partial", rich() + "create table app.alone (id int); create table app.other (id int)");
        String sql = "alter table app.children add x app.mood";
        var wanted = WantedObjects.of(Postgres.parse(sql).statements(), server.catalog("partial", sql));

        assertThat(blueprint(server, "partial", wanted).pieces()).extracting(Piece::what)
                .contains("table app.children", "table app.parents", "table app.events_1", "view app.above",
                        "type app.mood", "function app.touched()")
                .doesNotContain("table app.alone", "table app.other", "table app.fast", "table app.base");
    }

    @Test
    void whatCannotBeClonedMakesATracePartial() throws Exception {
        var server = Postgres.of(18);
        server.target("strange", """
                create aggregate biggest (int) (sfunc = int4larger, stype = int);
                create table t (id int);
                create view v as select biggest(id) as b from t;
                """);
        var trace = server.trace("strange", "alter table t add x int");

        assertThat(trace).isInstanceOfSatisfying(Trace.Partly.class,
                partly -> assertThat(partly.reasons()).containsExactly(
                        "the clone lacks function public.biggest(integer)",
                        "the clone lacks view public.v (function public.biggest(integer) does not exist)"));
    }

    @Test
    void aSecondTraceOfASchemaCopiesTheTemplate() throws Exception {
        var server = Postgres.of(18);
        server.target("again", "create table again (id int)");
        server.trace("again", "alter table again add x int");
        var templates = server.query("postgres", "select oid::text from pg_database where datistemplate order by 1");
        server.trace("again", "alter table again add y int");

        assertThat(server.query("postgres", "select oid::text from pg_database where datistemplate order by 1"))
                .isEqualTo(templates);
    }

    @Test
    void templatesAreLimitedInNumber() throws Exception {
        var server = Postgres.of(18);
        var few = new ScratchLimits(LIMITS.trace(), LIMITS.statement(), LIMITS.cloning(), LIMITS.disk(), 100, 4, 2);
        for (int i = 0; i < 4; i++) {
            server.target("many", "create table many_" + i + " (id int)");
            server.trace("many", "alter table many_" + i + " add x int",
                    dev.plangate.checks.rule.Running.STATEMENT_BY_STATEMENT, few);
        }

        assertThat(server.query("postgres",
                "select datname from pg_database where datname like 'plangate\\_trace\\_t\\_%'"))
                .hasSize(2);
        assertThat(
                server.query("postgres", "select rolname from pg_roles where rolname like 'plangate\\_trace\\_b\\_%'"))
                .hasSize(2);
    }

    @Test
    void whatACrashLeftBehindIsSwept() throws Exception {
        var server = Postgres.of(18);
        server.target("crashed", "create table crashed (id int)");
        server.run("postgres", "drop database if exists plangate_trace_c_1000000000_0123abcd",
                "drop role if exists plangate_trace_r_1000000000_0123abcd",
                "create role plangate_trace_r_1000000000_0123abcd",
                "create database plangate_trace_c_1000000000_0123abcd",
                "create database plangate_trace_c_mine");
        try {
            server.trace("crashed", "alter table crashed add x int");

            assertThat(server.query("postgres",
                    "select datname::text from pg_database where datname like 'plangate\\_trace\\_c\\_%' union select rolname from pg_roles where rolname like 'plangate\\_trace\\_r\\_%'"))
                    .as("what does not look like one of ours is left alone")
                    .containsExactly("plangate_trace_c_mine");
        } finally {
            server.run("postgres", "drop database if exists plangate_trace_c_mine");
        }
    }
}
