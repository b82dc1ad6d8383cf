package dev.plangate.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plangate.pipeline.console.Session;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code plangate check --trace} with a real target and a real scratch server. */
class CheckTraceIT {
    private static final String CHANGE = """
            SET lock_timeout = '2s';
            BEGIN;
            ALTER TABLE orders ALTER COLUMN id TYPE bigint;
            ALTER TABLE customers ADD COLUMN note text;
            COMMIT;
            """;
    private static final String HIDDEN = """
            SET lock_timeout = '2s';
            DO $$ DECLARE wide text := 'bigint'; BEGIN EXECUTE 'ALTER TABLE orders ALTER COLUMN id TYPE ' || wide; END $$;
            """;
    private static EmbeddedPostgres target;
    private static EmbeddedPostgres scratch;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    @TempDir
    Path directory;

    @BeforeAll
    static void start() throws IOException, SQLException {
        target = EmbeddedPostgres.start();
        scratch = EmbeddedPostgres.start();
        try (var connection = target.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("""
                    create role checks login password 'right horse';
                    create table customers (id int primary key, name text);
                    insert into customers select i, 'somebody' from generate_series(1, 2000) i;
                    create table orders (id int primary key, customer int references customers, note text);
                    insert into orders select i, 1 + i % 2000, repeat('x', 60) from generate_series(1, 500000) i
                    """);
            statement.execute("vacuum analyze");
        }
    }

    @AfterAll
    static void stop() throws IOException {
        target.close();
        scratch.close();
    }

    @Test
    void the_text_shows_the_timeline_under_the_findings() throws IOException {
        assertThat(trace(file("new.sql", CHANGE))).as(err.toString()).isEqualTo(1);

        assertThat(out.toString()).contains("error changing-column-type")
                .contains(
                        "Traced on an empty clone (PostgreSQL 18), the statement rewrites public.orders under ACCESS EXCLUSIVE.")
                .contains("new.sql traced\n  Locks on an empty clone of the target, PostgreSQL 18")
                .contains("readers and writers wait from 3 to the end of 5 (ACCESS EXCLUSIVE, about 500,000 rows, ")
                .contains(
                        "about 1.0 s: rewrite of public.orders (about 500,000 rows), then building index public.orders_pkey of public.orders (about 500,000 rows)")
                .contains("Times are estimates: rows by the target's statistics")
                .doesNotContain("\u001b").doesNotContain("right horse");
        assertThat(out.toString().indexOf("new.sql traced"))
                .isGreaterThan(out.toString().indexOf("changing-column-type"));
        assertThat(err.toString()).as("progress is for people").isEmpty();
    }

    @Test
    void a_terminal_gets_colours() throws IOException {
        var session = new Session(environment(), true, InputStream.nullInputStream(), Clock.systemUTC());
        assertThat(Main.run(session, new PrintWriter(out, true), new PrintWriter(err, true),
                arguments(List.of(file("new.sql", CHANGE))))).isEqualTo(1);

        assertThat(out.toString()).contains("public.orders     \u001b[31mXXX\u001b[0m");
    }

    @Test
    void json_has_the_trace() throws IOException {
        assertThat(trace("--format", "json", file("a.sql", CHANGE), file("b.sql", "select 1"))).isEqualTo(1);

        var lines = out.toString().lines().map(CheckTraceIT::json).toList();
        assertThat(lines.getFirst().propertyStream().map(Map.Entry::getKey)).containsExactly("file", "engine",
                "findings", "trace");
        JsonNode trace = lines.getFirst().path("trace");
        assertThat(trace.path("status").asText()).isEqualTo("whole");
        assertThat(trace.path("postgres").asInt()).isEqualTo(18);
        JsonNode blocked = trace.at("/blocked/0");
        assertThat(blocked.path("relation").asText()).isEqualTo("public.orders");
        assertThat(blocked.path("mode").asText()).isEqualTo("ACCESS EXCLUSIVE");
        assertThat(blocked.path("readers").asBoolean()).isTrue();
        assertThat(blocked.path("from").asInt()).isEqualTo(3);
        assertThat(blocked.path("until").asInt()).isEqualTo(5);
        assertThat(blocked.path("rows").asLong()).isEqualTo(500_000);
        assertThat(blocked.path("bytes").asLong()).isGreaterThan(40_000_000);
        assertThat(blocked.path("estimate").asText()).isEqualTo("about");
        assertThat(blocked.path("seconds").asDouble()).isEqualTo(1.0);
        assertThat(blocked.path("how").asText())
                .isEqualTo(
                        "rewrite of public.orders (about 500,000 rows), then building index public.orders_pkey of public.orders (about 500,000 rows)");
        assertThat(trace.path("estimated_by").asText()).contains("1,000,000 rewritten");
        JsonNode alter = trace.at("/statements/2");
        assertThat(alter.path("line").asInt()).isEqualTo(3);
        assertThat(alter.path("runs").asText()).isEqualTo("in_transaction");
        assertThat(alter.at("/rewrites/0/relation").asText()).isEqualTo("public.orders");
        assertThat(alter.at("/rewrites/0/rows").asLong()).isEqualTo(500_000);
        assertThat(alter.path("failure").isNull()).isTrue();
        assertThat(lines.getLast().at("/trace/blocked")).isEmpty();
    }

    @Test
    void what_the_trace_alone_sees_is_in_every_format() throws IOException {
        for (String format : List.of("text", "json", "sarif", "github", "junit")) {
            out.getBuffer().setLength(0);
            assertThat(trace("--format", format, file("hidden.sql", HIDDEN))).as("%s: %s", format, err).isEqualTo(1);
            assertThat(out.toString()).as(format).contains("traced-blocking-work")
                    .contains("rewrites public.orders under ACCESS EXCLUSIVE, which no rule saw: the trace decides.");
        }
        assertThat(run(environment(), "check", "--target", url(target, "postgres"), file("hidden.sql", HIDDEN)))
                .as("without a trace nobody sees it").isZero();
    }

    @Test
    void what_is_not_seen_is_said_and_counts_as_a_warning() throws IOException {
        String file = file("part.sql", "set lock_timeout = '1s';\nalter table orders drop constraint none;\n");

        assertThat(trace(file)).as(out + "" + err).isZero();
        assertThat(out.toString()).contains(file + ":2:1 warning partly-traced")
                .contains("Partly traced: statement 2 failed on the clone: constraint \"none\" of relation");
        assertThat(trace("--fail-on", "warning", file)).isEqualTo(1);
        out.getBuffer().setLength(0);
        trace("--format", "json", file);
        assertThat(json(out.toString()).at("/trace/status").asText()).isEqualTo("partly");
        assertThat(json(out.toString()).at("/trace/reasons/0").asText()).startsWith("statement 2 failed on the clone");
    }

    @Test
    void what_cannot_be_traced_at_all_is_code_2_with_the_reason() throws IOException {
        String file = file("new.sql", CHANGE);

        assertThat(run(environment(), "check", "--target", url(target, "postgres"), "--trace", "--scratch",
                "jdbc:postgresql://localhost:1/postgres", "--scratch-user", "postgres", file)).isEqualTo(2);
        assertThat(err.toString())
                .contains(file + " was not traced: the scratch server failed (Connection to localhost:1 refused");
        err.getBuffer().setLength(0);
        assertThat(run(environment(), "check", "--target", url(target, "postgres"), "--trace", file))
                .as("this module brings no server").isEqualTo(2);
        assertThat(err.toString()).contains(file + " was not traced: there are no programs of Postgres here")
                .contains("start an empty PostgreSQL 18 on which nothing else lives, and name it by --scratch");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void a_text_that_is_no_sql_has_its_finding_and_no_trace() throws IOException {
        assertThat(trace("--format", "json", file("bad.sql", "alter tabel orders"))).isEqualTo(1);
        assertThat(json(out.toString()).has("trace")).isFalse();
        assertThat(out.toString()).contains("syntax-error");
    }

    @Test
    void nothing_is_run_on_the_target_and_nothing_stays_on_the_scratch_server() throws IOException, SQLException {
        trace(file("drop.sql",
                "drop table orders; create role stays; copy orders to program 'touch /tmp/plangate-check'"));

        assertThat(query(target, "select count(*) from orders")).isEqualTo("500000");
        assertThat(query(target, "select count(*) from pg_database where datname ~ '^plangate'")).isEqualTo("0");
        assertThat(query(scratch, "select count(*) from pg_database where datname ~ '^plangate_trace_c'"))
                .isEqualTo("0");
        assertThat(query(scratch, "select count(*) from pg_roles where rolname ~ '^(stays|plangate_trace_r)'"))
                .isEqualTo("0");
        assertThat(Path.of("/tmp/plangate-check")).doesNotExist();
    }

    @Test
    void a_comment_exempts_and_a_policy_sets_the_level() throws IOException {
        String ignored = file("ignored.sql", HIDDEN.replace("DO $$",
                "-- plangate:ignore traced-blocking-work: nobody works at night\nDO $$"));
        String policy = file("policy.yaml", "rules:\n  - {rule: traced-blocking-work, level: INFO}\n");

        assertThat(trace(ignored)).as(out.toString()).isZero();
        assertThat(out.toString()).contains("The next statement is exempted from traced-blocking-work");
        assertThat(trace("--policy", policy, file("hidden.sql", HIDDEN))).isZero();
        assertThat(out.toString()).contains("info traced-blocking-work");
        assertThat(trace("--policy", file("off.yaml", "rules:\n  - {rule: partly-traced, level: OFF}\n"), ignored))
                .isEqualTo(2);
        assertThat(err.toString()).contains("partly-traced cannot be switched off");
    }

    /** Between the marks: SQL, and what the command prints of it. */
    @Test
    void the_readme_shows_what_the_command_prints() throws IOException {
        String shown = Files.readString(Path.of("../../README.md")).replaceFirst("(?s).*<!-- check --trace -->\n", "")
                .replaceFirst("(?s)<!-- /check --trace -->.*", "");
        var printed = new ArrayList<String>();
        List<String> blocks = List.of(shown.split("```sql\n", -1));
        for (String block : blocks.subList(1, blocks.size())) {
            String sql = block.substring(0, block.indexOf("```"));
            out.getBuffer().setLength(0);
            trace(file("new.sql", sql));
            printed.add("```sql\n" + sql + "```\n\n```\n" + out.toString().replace(directory + "/", "migrations/")
                    + "```\n");
        }
        assertThat(printed).isNotEmpty();
        assertThat(shown).isEqualTo(String.join("\n", printed));
    }

    private static Map<String, String> environment() {
        return Map.of("PLANGATE_TARGET_USER", "checks", "PLANGATE_TARGET_PASSWORD", "right horse",
                "PLANGATE_SCRATCH_PASSWORD", "not asked for");
    }

    private int trace(String... more) {
        return run(environment(), arguments(List.of(more)));
    }

    private static String[] arguments(List<String> more) {
        return Stream.concat(Stream.of("check", "--target", url(target, "postgres"), "--trace", "--scratch",
                url(scratch, "postgres"), "--scratch-user", "postgres"), more.stream()).toArray(String[]::new);
    }

    private static String url(EmbeddedPostgres server, String database) {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/" + database;
    }

    private static String query(EmbeddedPostgres server, String sql) throws SQLException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private int run(Map<String, String> environment, String... args) {
        var session = new Session(environment, false, InputStream.nullInputStream(), Clock.systemUTC());
        return Main.run(session, new PrintWriter(out, true), new PrintWriter(err, true), args);
    }
}
