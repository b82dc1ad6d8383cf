package dev.plangate.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plangate.pipeline.console.Session;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** plangate migrate on a real Postgres that holds the tables of the original system. */
class MigrateCommandIT {
    private static final String PLAN = "projects/shop/plans/101";

    private final TestDatabase postgres = TestDatabase.empty();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void theOldTables() throws IOException {
        try (InputStream v1 = getClass().getResourceAsStream("/db/migration/V1__legacy_layout.sql")) {
            postgres.execute(new String(v1.readAllBytes(), StandardCharsets.UTF_8));
        }
        postgres.execute("insert into project (resource_id) values ('shop')");
        postgres.execute("insert into plan (id, project) values (101, 'shop')");
        postgres.execute(
                """
                        insert into plan_check_run (id, plan_id, status, type, config, result, created_at)
                        values (1, 101, 'DONE', 'bb.plan-check.database.statement.advise', '{"instanceId": "eu"}', '[]', now() - interval '2 days'),
                               (2, 101, 'CANCELED', 'bb.plan-check.database.statement.advise', '{}', '{}', now())
                        """);
    }

    @AfterEach
    void close() {
        postgres.close();
    }

    @Test
    void a_dry_run_tells_what_would_come_and_changes_nothing() {
        assertThat(run("--dry-run", "--plan", PLAN)).isZero();

        assertThat(out.toString()).contains("Pending: V2 one run per plan, ").contains("2 old check runs")
                .containsPattern(" 1 kept, the newest").containsPattern(" 1 left out: cancelled")
                .contains("config.databaseName: kept without a target (such as missing in row 1 of " + PLAN + ")")
                .contains(PLAN + ": DONE, 1 errors, 0 warnings, created ").containsPattern("row 1, .* kept")
                .contains("left out, cancelled");
        assertThat(postgres.query("select count(*) from plan_check_run where type is not null")).containsExactly("2");
    }

    @Test
    void a_dry_run_tells_programs_too() throws IOException {
        assertThat(run("--dry-run", "--json", "--plan", PLAN)).isZero();

        JsonNode report = new ObjectMapper().readTree(out.toString());
        assertThat(report.at("/dryRun").asBoolean()).isTrue();
        assertThat(report.at("/pending/0").asText()).isEqualTo("V2 one run per plan");
        assertThat(report.at("/rows/total").asLong()).isEqualTo(2);
        assertThat(report.at("/rows/canceled").asLong()).isEqualTo(1);
        assertThat(report.at("/runs/done").asLong()).isEqualTo(1);
        assertThat(report.at("/plan/rows/1/verdict").asText()).isEqualTo("CANCELED");
        assertThat(report.at("/plan/notes").size()).isEqualTo(3);
        assertThat(report.at("/obstacles").size()).isZero();
    }

    @Test
    void it_migrates_tells_how_far_it_is_and_has_nothing_to_do_afterwards() {
        assertThat(run()).isZero();

        assertThat(out.toString()).startsWith("Applied V2 one run per plan, ");
        assertThat(err.toString()).containsPattern(" 1 of [0-9]+  V2 one run per plan \\.\\.\\. [0-9.]+ s\n");
        assertThat(postgres.query("select name from plan")).containsExactly(PLAN);
        out.getBuffer().setLength(0);
        assertThat(run()).isZero();
        assertThat(out.toString()).isEqualTo("The schema is up to date.\n");
        assertThat(run("--dry-run", "--plan", PLAN)).isEqualTo(3);
    }

    @Test
    void a_plan_that_is_not_there_is_3_and_what_stands_in_the_way_1() {
        postgres.execute("create table sheet (id int)");

        assertThat(run("--dry-run", "--plan", "projects/shop/plans/7")).isEqualTo(3);
        assertThat(err.toString()).contains("There is no projects/shop/plans/7");
        assertThat(run("--dry-run")).isEqualTo(1);
        assertThat(out.toString()).contains("It would fail:").contains("sheet exists already");
    }

    @Test
    void a_schema_of_somebody_else_is_5_and_stays_as_it_is() {
        postgres.execute("alter table plan_check_run drop column config");

        assertThat(run()).isEqualTo(5);

        assertThat(err.toString()).contains("column plan_check_run.config (jsonb) is missing");
        assertThat(postgres.query("select count(*) from plan_check_run")).containsExactly("2");
    }

    @Test
    void wrong_options_are_2_and_say_what_is_right() {
        assertThat(run("--plan", PLAN)).isEqualTo(2);
        assertThat(run("--dry-run", "--plan", "shop/101")).isEqualTo(2);
        assertThat(run("--lock-timeout", "0")).isEqualTo(2);

        assertThat(err.toString()).contains("--plan goes with --dry-run").contains("should be like " +
                "projects/shop/plans/101").contains("--lock-timeout must be at least 1");
    }

    private int run(String... options) {
        var session = new Session(Map.of("PLANGATE_DB_URL", postgres.url(), "PLANGATE_DB_USER", "postgres",
                "PLANGATE_DB_PASSWORD", "postgres"), false, new ByteArrayInputStream(new byte[0]), Clock.systemUTC());
        String[] args = Stream.concat(Stream.of("migrate"), Arrays.stream(options)).toArray(String[]::new);
        return Main.run(session, new PrintWriter(out, true), new PrintWriter(err, true), args);
    }
}
