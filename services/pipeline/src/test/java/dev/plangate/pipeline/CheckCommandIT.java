package dev.plangate.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code plangate check --target} against a real database. */
class CheckCommandIT {
    private static EmbeddedPostgres server;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    @TempDir
    Path directory;

    @BeforeAll
    static void start() throws IOException, SQLException {
        server = EmbeddedPostgres.start();
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("""
                    create table large (id int, note text);
                    insert into large select i from generate_series(1, 150000) i;
                    create table small (id int, note text);
                    insert into small select 1;
                    create role checks login password 'right horse';
                    """);
            statement.execute("analyze");
        }
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void levels_follow_the_sizes_of_the_tables() throws IOException {
        String large = file("large.sql", "create index on large (id)");
        String small = file("small.sql", "create index on small (id)");

        assertThat(run(Map.of("PLANGATE_TARGET_USER", "checks", "PLANGATE_TARGET_PASSWORD", "right horse"), "check",
                "--target", url("postgres"), "--fail-on", "info", large, small)).as(err.toString()).isEqualTo(1);

        assertThat(out.toString()).contains(large + ":1:1 error require-concurrent-index-creation")
                .contains("public.large has about 150,000 rows")
                .contains(small + ":1:1 info require-concurrent-index-creation")
                .contains("public.small has about 1 row").doesNotContain("right horse");
    }

    @Test
    void nothing_of_a_file_is_run() throws IOException, SQLException {
        assertThat(run(Map.of(), "check", "--target", url("postgres"), "--target-user", "postgres",
                file("drop.sql", "drop table large; truncate small"))).isEqualTo(1);

        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var row = statement
                        .executeQuery("select (select count(*) from large) + (select count(*) from small)")) {
            row.next();
            assertThat(row.getLong(1)).isEqualTo(150_001);
        }
    }

    @Test
    void a_refused_login_and_a_missing_database_are_code_2_and_name_the_option() throws IOException {
        String file = file("a.sql", "select 1");

        assertThat(run(Map.of(), "check", "--target", url("nowhere"), "--target-user", "postgres", file)).isEqualTo(2);
        assertThat(err.toString()).contains("has no database nowhere");
        assertThat(run(Map.of(), "check", "--target", url("postgres"), "--target-user", "nobody", file)).isEqualTo(2);
        assertThat(err.toString()).contains("refuses the user nobody")
                .contains("user and password in --target and its options");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void a_password_can_be_in_a_file() throws IOException {
        assertThat(run(Map.of(), "check", "--target", url("postgres"), "--target-user", "checks",
                "--target-password-file", file("password", "right horse\n"), file("a.sql", "select 1")))
                .as(err.toString()).isZero();
    }

    private static String url(String database) {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/" + database;
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private int run(Map<String, String> environment, String... args) {
        var session = new Session(environment, false, InputStream.nullInputStream(), Clock.systemUTC());
        return Main.run(session, new PrintWriter(out, true), new PrintWriter(err, true), args);
    }
}
