package dev.plangate.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.pipeline.console.Session;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    @TempDir
    Path directory;

    @Test
    void every_command_has_help_with_an_example_and_exit_codes() {
        Map<String, CommandLine> commands = Main.commandLine(session(Map.of(), "")).getSubcommands();

        assertThat(commands).containsKeys("relay", "gate", "rollouts", "webhooks", "worker", "intake", "api", "all",
                "migrate", "topics",
                "submit", "watch", "explain", "check", "rules", "config", "runs", "run", "cancel", "retry");
        assertThat(commands.values()).allSatisfy(command -> {
            String help = command.getUsageMessage(CommandLine.Help.Ansi.OFF);
            assertThat(help).as(command.getCommandName()).contains("Example:")
                    .contains("plangate " + command.getCommandName()).contains(
                            "Exit codes:")
                    .contains("--verbose");
        });
    }

    @Test
    void a_wrong_command_line_is_code_2_with_the_way_to_help() {
        assertThat(run(Map.of(), "", "watch", "no/such/plan/name")).isEqualTo(2);
        assertThat(err.toString()).contains("projects/{project}/plans/{plan}").contains("See: plangate watch --help");

        assertThat(run(Map.of(), "", "sumbit")).isEqualTo(2);
        assertThat(run(Map.of(), "")).isEqualTo(2);
    }

    @Test
    void a_wrong_document_is_code_2_and_all_mistakes_are_told() throws IOException {
        Path file = Files.writeString(directory.resolve("plan.yaml"), "kind: Plan\nnaem: x\ntitel: y\n");

        assertThat(run(Map.of(), "", "submit", file.toString())).isEqualTo(2);

        assertThat(err.toString()).contains(file + ":2:1: naem: unknown field; did you mean name?").contains(
                file + ":3:1: titel: unknown field; did you mean title?").contains("Nothing was published.")
                .doesNotContain("\tat ");
    }

    @Test
    void a_dry_run_reads_standard_input_and_needs_no_cluster() {
        assertThat(run(Map.of("PLANGATE_BOOTSTRAP_SERVERS", "127.0.0.1:1"),
                "{kind: Plan, name: projects/shop/plans/x}", "submit", "--dry-run", "-")).isZero();

        assertThat(out.toString()).contains("would publish Plan").contains("projects/shop/plans/x");
    }

    @Test
    void a_file_that_is_not_there_and_one_that_is_empty_are_told() throws IOException {
        assertThat(run(Map.of(), "", "submit", "/no/such.yaml")).isEqualTo(2);
        assertThat(err.toString()).contains("/no/such.yaml cannot be read");

        Path empty = Files.writeString(directory.resolve("empty.yaml"), "# nothing\n");
        assertThat(run(Map.of(), "", "submit", empty.toString())).isEqualTo(2);
    }

    @Test
    void wrong_settings_are_code_2_and_all_mistakes_are_told() {
        assertThat(run(Map.of("PLANGATE_HTTP_PORT", "x", "PLANGATE_DB_POOL_SISE", "1"), "", "intake")).isEqualTo(2);

        assertThat(err.toString()).contains("2 mistakes").contains("PLANGATE_HTTP_PORT=x: should be").contains(
                "did you mean PLANGATE_DB_POOL_SIZE?");
    }

    @Test
    void a_database_that_is_away_is_told_in_a_sentence() {
        assertThat(run(Map.of("PLANGATE_DB_URL", "jdbc:postgresql://127.0.0.1:1/none", "PLANGATE_DB_CONNECT_TIMEOUT",
                "1s"), "", "migrate")).isEqualTo(1);

        assertThat(err.toString()).startsWith("Postgres does not answer").doesNotContain("\tat ");
    }

    @Test
    void config_shows_what_is_set_and_where_without_secrets() {
        assertThat(run(Map.of("PLANGATE_DB_PASSWORD", "hunter2", "PLANGATE_DEPLOYMENT", "shop"), "", "config"))
                .isZero();

        assertThat(out.toString()).contains("PLANGATE_DEPLOYMENT").contains("(secret)").doesNotContain("hunter2")
                .containsPattern("worker.lease +7s +default");
        assertThat(run(Map.of(), "", "config", "--markdown")).isZero();
        assertThat(out.toString()).contains("| `worker.lease` |");
    }

    @Test
    void rules_are_listed_for_people_and_for_scripts() {
        assertThat(run(Map.of(), "", "rules")).isZero();
        assertThat(out.toString()).contains("require-lock-timeout");
        assertThat(run(Map.of(), "", "rules", "--json")).isZero();
        assertThat(out.toString()).contains("\"name\":\"require-lock-timeout\"");
    }

    @Test
    void a_worker_without_instances_is_told_what_to_set() {
        assertThat(run(Map.of("PLANGATE_INSTANCES_FILE", "/no/such.yaml"), "", "worker")).isEqualTo(2);
        assertThat(err.toString()).contains("PLANGATE_INSTANCES_FILE=/no/such.yaml: should be a readable YAML file");
    }

    private int run(Map<String, String> environment, String in, String... args) {
        return Main.run(session(environment, in), new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private static Session session(Map<String, String> environment, String in) {
        return new Session(environment, false, new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                Clock.systemUTC());
    }
}
