package dev.plangate.standalone.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.standalone.Await;
import dev.plangate.standalone.postgres.EmbeddedPostgres;
import dev.plangate.standalone.postgres.EmbeddedPostgres.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scratch server of {@code plangate check --trace}, in a process as people start it: it is gone with the call, however that ends. */
class ScratchLifeIT {
    private static final String SLOW = "set statement_timeout = 0; select pg_sleep(25)";
    private static final Instant LATER = Instant.now().plus(Duration.ofDays(1));
    @TempDir
    static Path home;
    private static EmbeddedPostgres target;
    @TempDir
    Path dir;
    private Path temporary;

    @BeforeAll
    static void start() throws Exception {
        target = EmbeddedPostgres.start(home.resolve("target"), 0, Durability.TEMPORARY, Map.of());
        try (var connection = DriverManager.getConnection(target.jdbcUrl("postgres"), EmbeddedPostgres.USER,
                target.password()); var statement = connection.createStatement()) {
            statement.execute("""
                    create table orders (id int primary key);
                    insert into orders select generate_series(1, 150000);
                    analyze orders
                    """);
        }
    }

    @AfterAll
    static void stop() {
        target.close();
    }

    @BeforeEach
    void directory() throws IOException {
        temporary = Files.createDirectory(dir.resolve("tmp"));
    }

    @Test
    void aCallStartsOneServerAndLeavesNothing() throws Exception {
        var process = check("select 1", "alter table orders alter id type bigint");

        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(output()).contains("rewrites public.orders under ACCESS EXCLUSIVE.")
                .contains("b.sql traced\n  Locks on an empty clone of the target, PostgreSQL 18")
                .doesNotContain(target.password());
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(scratch()).isEmpty();
    }

    @Test
    void nothingIsStartedForWhatIsNotTraced() throws Exception {
        var process = check("selec 1");

        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(output()).contains("syntax-error").doesNotContain("traced");
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(scratch()).isEmpty();
    }

    /** As Ctrl-C does: the signal is another, what it sets off is the same. */
    @Test
    void whoStopsTheCallStopsTheServer() throws Exception {
        var process = check(SLOW);
        var server = awaitServer(process);

        process.destroy();

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(128 + 15);
        assertThat(runs(server)).isFalse();
        assertThat(scratch()).isEmpty();
    }

    @Test
    void whatAKilledCallLeavesBehindTheNextOneStops() throws Exception {
        var process = check(SLOW);
        var server = awaitServer(process);

        LeftOvers.sweep(temporary, LATER);
        assertThat(runs(server)).as("somebody needs it").isTrue();
        process.destroyForcibly().waitFor();
        assertThat(runs(server)).as("nobody told it").isTrue();

        LeftOvers.sweep(temporary, Instant.EPOCH);
        assertThat(runs(server)).as("too young").isTrue();
        LeftOvers.sweep(temporary, LATER);
        assertThat(runs(server)).isFalse();
        assertThat(scratch()).isEmpty();
    }

    private Process check(String... files) throws IOException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-Djava.io.tmpdir=" + temporary, "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "dev.plangate.pipeline.Main", "check", "--target", target.jdbcUrl("postgres"), "--target-user",
                EmbeddedPostgres.USER, "--trace"));
        for (int i = 0; i < files.length; i++) {
            command.add(Files.writeString(dir.resolve((char) ('a' + i) + ".sql"), files[i]).toString());
        }
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out().toFile());
        builder.environment().put("PLANGATE_TARGET_PASSWORD", target.password());
        return builder.start();
    }

    private Path out() {
        return dir.resolve("out");
    }

    private String output() throws IOException {
        return Files.readString(out());
    }

    private List<Path> scratch() throws IOException {
        try (var found = Files.list(temporary)) {
            return found.filter(path -> path.getFileName().toString().startsWith("plangate-scratch-")).toList();
        }
    }

    /** The server, once it takes connections. */
    private ProcessHandle awaitServer(Process process) throws Exception {
        Await.until("the scratch server", Duration.ofMinutes(2), () -> !process.isAlive() || ready().isPresent());
        return ready().flatMap(ProcessHandle::of).orElseThrow(() -> new AssertionError(outputOrNothing()));
    }

    private Optional<Long> ready() {
        try {
            for (Path directory : scratch()) {
                Path file = directory.resolve("postgres/data/postmaster.pid");
                var lines = Files.exists(file) ? Files.readAllLines(file) : List.<String>of();
                if (lines.size() > 7 && lines.get(7).strip().equals("ready")) {
                    return Optional.of(Long.parseLong(lines.getFirst()));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private String outputOrNothing() {
        try {
            return output();
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** A zombie, which nobody reaps in a container, runs no more. */
    private static boolean runs(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }
}
