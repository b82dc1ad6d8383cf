package dev.plangate.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plangate.pipeline.console.Session;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code plangate check} and {@code plangate rules NAME} as people type them, without any server. */
class CheckCommandTest {
    private static final String DROP = "select 1;\n  drop table orders;\n";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    @TempDir
    Path directory;

    @Test
    void a_finding_is_shown_with_its_line_the_danger_and_what_to_do() throws IOException {
        String file = file("drop.sql", DROP);

        assertThat(run("", "check", file)).isEqualTo(1);

        assertThat(out.toString()).contains(file + ":2:3 error ban-drop-table\n  2 |   drop table orders;\n    |   ^\n")
                .contains("The target's catalog is not at hand: the worst case is assumed.").contains("Instead:\n  | ")
                .contains("\n1 file: 1 error").doesNotContain("\u001b");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void what_is_clean_is_code_0() throws IOException {
        assertThat(run("", "check", file("a.sql", "select 1"), file("b.sql", ""))).isZero();
        assertThat(out.toString()).isEqualTo("2 files: nothing found\n");
    }

    @Test
    void fail_on_decides_the_code() throws IOException {
        String warning = file("w.sql", "alter table t drop column a");

        assertThat(run("", "check", warning)).isZero();
        assertThat(run("", "check", "--fail-on", "warning", warning)).isEqualTo(1);
        assertThat(run("", "check", "--fail-on", "INFO", warning)).isEqualTo(1);
        assertThat(run("", "check", "--fail-on", "fatal", warning)).isEqualTo(2);
    }

    @Test
    void standard_input_is_a_file() throws IOException {
        assertThat(run(DROP, "check", "--format", "json", "-")).isEqualTo(1);

        JsonNode object = new ObjectMapper().readTree(out.toString());
        assertThat(object.path("file").asText()).isEqualTo("stdin");
        assertThat(object.path("engine").asText()).isEqualTo("postgres");
        assertThat(object.path("findings").findValuesAsText("rule")).contains("ban-drop-table");
        assertThat(object.at("/findings/0/level").asText()).isIn("error", "warning");
        assertThat(run(DROP, "check", "-", "-")).isEqualTo(2);
        assertThat(err.toString()).contains("standard input can be read once");
    }

    @Test
    void many_files_are_one_report_in_their_order() throws IOException {
        assertThat(run("", "check", "--format", "json", file("b.sql", "selec 1"), file("a.sql", "select 1"))).isEqualTo(
                1);

        var lines = out.toString().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).contains("b.sql").contains("\"rule\":\"syntax-error\",\"level\":\"error\"");
        assertThat(lines.getLast()).contains("a.sql").endsWith("\"findings\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sarif", "github", "junit", "text", "json", "JSON"})
    void every_format_is_written(String format) throws IOException {
        assertThat(run("", "check", "--format", format, file("drop.sql", DROP))).isEqualTo(1);
        assertThat(out.toString()).contains("ban-drop-table").contains("drop.sql").endsWith("\n");
    }

    @Test
    void transaction_says_how_a_file_is_run() throws IOException {
        String timeout = "set local lock_timeout = '1s'; alter table t add column a int";

        assertThat(run(timeout, "check", "--format", "json", "--transaction", "-")).isZero();
        assertThat(out.toString()).doesNotContain("require-lock-timeout");
        assertThat(run(timeout, "check", "--format", "json", "-")).isZero();
        assertThat(out.toString()).contains("require-lock-timeout");
    }

    @Test
    void files_that_cannot_be_read_are_told_all_at_once() throws IOException {
        String missing = directory.resolve("missing.sql").toString();

        assertThat(run("", "check", missing, directory.toString(), file("a.sql", DROP))).isEqualTo(2);

        assertThat(err.toString()).contains(missing + ": no such file")
                .contains(directory + " is a directory: name its files, as in plangate check " + directory + "/*.sql")
                .contains("Nothing was checked.");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void a_wrong_command_line_is_code_2() throws IOException {
        assertThat(run("", "check")).isEqualTo(2);
        assertThat(run("", "check", "--format", "xml", file("a.sql", ""))).isEqualTo(2);
        assertThat(err.toString()).contains("See: plangate check --help");
    }

    @Test
    void a_policy_is_a_file() throws IOException {
        String file = file("drop.sql", DROP);
        String policy = file("policy.yaml", "rules:\n  - {rule: ban-drop-table, level: OFF}\n");

        assertThat(run("", "check", "--policy", policy, file)).isZero();
        assertThat(out.toString()).doesNotContain("ban-drop-table");
    }

    @Test
    void a_policy_has_a_name() throws IOException {
        String file = file("drop.sql", DROP);

        assertThat(run("", "check", "--policy", "strict", file)).isEqualTo(1);
        assertThat(out.toString()).contains(":2:3 error ban-drop-table");
        out.getBuffer().setLength(0);
        assertThat(run("", "check", "--policy", "relaxed", file)).isZero();
        assertThat(out.toString()).contains(":2:3 warning ban-drop-table");
        assertThat(run("", "check", "--policy", "Relaxed", file)).isZero();
        assertThat(run("", "check", "--policy", "relaxt", file)).isEqualTo(2);
        assertThat(err.toString()).contains("--policy relaxt cannot be read").contains(
                "It is strict, relaxed or a file.");
    }

    /** A call means the same in each directory. */
    @Test
    void a_file_that_is_called_as_a_policy_is_written_as_a_path() throws IOException {
        String off = "rules:\n  - {rule: ban-drop-table, level: OFF}\n";
        Path here = Files.writeString(Path.of("strict"), off);
        try {
            String file = file("drop.sql", DROP);

            assertThat(run("", "check", "--policy", "strict", file)).isEqualTo(1);
            assertThat(run("", "check", "--policy", "./strict", file)).isZero();
        } finally {
            Files.delete(here);
        }
    }

    @Test
    void a_wrong_policy_is_code_2_with_its_lines() throws IOException {
        String file = file("drop.sql", DROP);

        assertThat(
                run("", "check", "--policy", file("p.yaml", "rulez: []\nrules:\n  - {rule: X y, level: LOUD}\n"), file))
                .isEqualTo(2);
        assertThat(err.toString()).contains("p.yaml:1:1: rulez: unknown field; did you mean rules?")
                .contains("p.yaml:3:");

        assertThat(run("", "check", "--policy", file("q.yaml", "rules:\n  - {rule: no-such-rule, level: OFF}\n"), file))
                .isEqualTo(2);
        assertThat(err.toString()).contains("q.yaml: no rule is called 'no-such-rule'")
                .contains("See `plangate rules`");

        assertThat(
                run("", "check", "--policy", file("s.yaml", "rules:\n  - {rule: ban-drop-tabel, level: OFF}\n"), file))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("s.yaml: no rule is called 'ban-drop-tabel'; did you mean ban-drop-table, ");

        assertThat(run("", "check", "--policy", file("r.yaml", "rules: [\n"), file)).isEqualTo(2);
        assertThat(err.toString()).contains("r.yaml:2:1: is not YAML");
        assertThat(run("", "check", "--policy", "/no/such.yaml", file)).isEqualTo(2);
        assertThat(err.toString()).contains("--policy /no/such.yaml cannot be read");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void a_wrong_target_is_code_2_and_no_secret_is_repeated() throws IOException {
        String file = file("drop.sql", DROP);

        assertThat(run("", "check", "--target", "jdbc:postgresql://u:hunter2@h/d", "--target-user", "u", file))
                .isEqualTo(2);
        assertThat(run("", "check", "--target", "jdbc:postgresql://h/d?password=hunter2", "--target-user", "u", file))
                .isEqualTo(2);
        assertThat(run("", "check", "--target", "jdbc:postgresql://h/d?hunter2", "--target-user", "u", file))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--target should look like jdbc:postgresql://host:5432/database")
                .contains("--target must not set password; it may set [ApplicationName").doesNotContain("hunter2");

        assertThat(run("", "check", "--target", "jdbc:postgresql://h/d", file)).isEqualTo(2);
        assertThat(err.toString()).contains("--target needs a role: name it by --target-user or PLANGATE_TARGET_USER");
        assertThat(run("", "check", "--target-user", "u", file)).isEqualTo(2);
        assertThat(err.toString()).contains("--target is missing");
        assertThat(run("", "check", "--target", "jdbc:postgresql://h/d", "--target-user", "u", "--target-password-file",
                "/no/such", file)).isEqualTo(2);
        assertThat(err.toString()).contains("--target-password-file /no/such cannot be read");
    }

    @Test
    void a_target_that_is_away_is_code_2_in_a_sentence() throws IOException {
        assertThat(run("", "check", "--target", "jdbc:postgresql://127.0.0.1:1/none", "--target-user", "u",
                file("drop.sql", DROP))).isEqualTo(2);

        assertThat(err.toString()).startsWith("Instance 127.0.0.1:1 cannot be reached").doesNotContain("\tat ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void a_wrong_trace_is_code_2_before_anything_is_asked() throws IOException {
        String file = file("drop.sql", DROP);
        String target = "jdbc:postgresql://db.example:5432/shop";

        assertThat(run("", "check", "--trace", file)).isEqualTo(2);
        assertThat(err.toString()).contains("--trace needs --target: what a statement locks");
        assertThat(run("", "check", "--scratch", "jdbc:postgresql://h/postgres", file)).isEqualTo(2);
        assertThat(err.toString()).contains("--trace is missing: a scratch server is for traces");
        assertThat(run("", "check", "--target", target, "--target-user", "u", "--trace", "--scratch-user", "s", file))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--scratch is missing");
        assertThat(refused(target, file, "jdbc:postgresql://s:hunter2@h/postgres")).contains(
                "--scratch should look like jdbc:postgresql://host:5432/postgres").doesNotContain("hunter2");
        assertThat(refused(target, file, "jdbc:postgresql://h/postgres?password=hunter2")).contains(
                "--scratch must not set password; it may set [ApplicationName").doesNotContain("hunter2");
        assertThat(refused(target, file, "jdbc:postgresql://DB.example/postgres")).contains(
                "--scratch is the server of --target");
        assertThat(run("", "check", "--target", target, "--target-user", "u", "--trace", "--scratch",
                "jdbc:postgresql://h/postgres", file)).isEqualTo(2);
        assertThat(err.toString())
                .contains("--scratch needs a superuser: name it by --scratch-user or PLANGATE_SCRATCH_USER");
        assertThat(run("", "check", "--target", target, "--target-user", "u", "--trace", "--scratch",
                "jdbc:postgresql://h", "--scratch-user", "s", "--scratch-password-file", "/no/such", file))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--scratch-password-file /no/such cannot be read");
        assertThat(out.toString()).isEmpty();
    }

    private String refused(String target, String file, String scratch) {
        err.getBuffer().setLength(0);
        assertThat(run("", "check", "--target", target, "--target-user", "u", "--trace", "--scratch", scratch,
                "--scratch-user", "s", file)).isEqualTo(2);
        return err.toString();
    }

    @Test
    void a_rule_is_explained_with_what_its_example_shows() {
        assertThat(run("", "rules", "require-concurrent-index-creation")).isZero();
        assertThat(out.toString())
                .startsWith("require-concurrent-index-creation (error)\nAn index is built without CONCURRENTLY.\n")
                .contains("Danger:    It holds a SHARE lock").contains("Applies:   unless a policy switches it off")
                .contains("Versions:  all");

        assertThat(run("", "rules", "--json", "syntax-error")).isZero();
        assertThat(out.toString()).contains("\"name\":\"syntax-error\"").contains("\"on\":true");
    }

    @Test
    void files_for_other_servers_are_read_in_their_own_grammar() throws IOException {
        String file = file("my.sql", "ALTER TABLE `orders` MODIFY note BIGINT;\n");

        assertThat(run("", "check", file)).isEqualTo(1);
        assertThat(out.toString()).contains("syntax-error").doesNotContain("changing-column-type");
        for (String engine : List.of("mysql", "mariadb")) {
            assertThat(run("", "check", "--engine", engine, "--format", "json", file)).isEqualTo(1);
            assertThat(out.toString()).contains("\"engine\":\"" + engine + "\"")
                    .contains("\"rule\":\"changing-column-type\"");
        }
        assertThat(run("", "check", "--engine", "oracle", file)).isEqualTo(2);
        assertThat(run("", "check", "--engine", "mysql", "--target", "jdbc:postgresql://h/d", file)).isEqualTo(2);
        assertThat(err.toString()).contains("--engine is mysql, and the URL of --target begins otherwise");
        assertThat(
                run("", "check", "--target", "jdbc:mariadb://h/d?allowMultiQueries=true", "--target-user", "u", file))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--target must not set allowMultiQueries");
        assertThat(run("", "check", "--target", "jdbc:mariadb://127.0.0.1:1/d", "--target-user", "u", file))
                .isEqualTo(2);
        assertThat(err.toString()).contains("cannot be reached");
    }

    @Test
    void a_name_may_be_that_of_a_rule_of_each_server() {
        assertThat(run("", "rules", "ban-drop-table")).isZero();
        assertThat(out.toString()).contains("Servers:   PostgreSQL").contains("Servers:   MySQL and MariaDB");
    }

    @Test
    void a_rule_of_traces_is_explained() {
        assertThat(run("", "rules", "traced-blocking-work")).isZero();
        assertThat(out.toString()).startsWith("traced-blocking-work (error)\nOn an empty clone of the target")
                .contains("Applies:   where SQL is traced (trace: true, --trace), unless a policy switches it off")
                .contains("EXECUTE 'ALTER TABLE orders");
    }

    @Test
    void an_unknown_rule_is_code_2_with_names_like_it() {
        assertThat(run("", "rules", "ban-drop-tabel")).isEqualTo(2);
        assertThat(err.toString()).contains("No rule is called ban-drop-tabel; did you mean ban-drop-table, ");
        assertThat(run("", "rules", "concurrent-index")).isEqualTo(2);
        assertThat(err.toString()).contains("did you mean require-concurrent-index-creation");
        assertThat(run("", "rules", "xyzzy")).isEqualTo(2);
        assertThat(err.toString()).contains("No rule is called xyzzy. All are listed by: plangate rules");
    }

    /** Between the marks: blocks of SQL, each with a block of what the command prints of it. */
    @Test
    void the_readme_shows_what_the_command_prints() throws IOException {
        String shown = Files.readString(Path.of("../../README.md")).replaceFirst("(?s).*<!-- check -->\n", "")
                .replaceFirst("(?s)<!-- /check -->.*", "");
        var printed = new ArrayList<String>();
        List<String> blocks = List.of(shown.split("```sql\n", -1));
        for (String block : blocks.subList(1, blocks.size())) {
            String sql = block.substring(0, block.indexOf("```"));
            out.getBuffer().setLength(0);
            run("", "check", file("new.sql", sql));
            printed.add("```sql\n" + sql + "```\n\n```\n" + out.toString().replace(directory + "/", "migrations/")
                    + "```\n");
        }
        assertThat(printed).isNotEmpty();
        assertThat(shown).isEqualTo(String.join("\n", printed));
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private int run(String in, String... args) {
        var session = new Session(Map.of(), false, new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                Clock.systemUTC());
        return Main.run(session, new PrintWriter(out, true), new PrintWriter(err, true), args);
    }
}
