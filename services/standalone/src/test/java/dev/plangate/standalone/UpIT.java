package dev.plangate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code plangate up} as a process of its own. */
class UpIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path dir;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endWhatIsLeft() throws Exception {
        for (var process : started) {
            // Cleanly, so that its Postgres goes with it.
            process.destroy();
            process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void isTheOnlyOneOnItsDirectoryRecoversFromAKillAndStopsCleanly() throws Exception {
        var first = up("first.log");
        awaitLine("first.log", first, "plangate is up");
        var postgres = postgresOf(dir);

        var second = up("second.log");
        assertThat(second.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(log("second.log")).contains("is in use by process " + first.pid());

        first.destroyForcibly().waitFor();
        assertThat(ProcessHandle.of(postgres)).get().matches(ProcessHandle::isAlive, "Postgres outlives a killed JVM");
        var third = up("third.log");
        awaitLine("third.log", third, "plangate is up");
        assertThat(postgresOf(dir)).isNotEqualTo(postgres);

        third.destroy();
        assertThat(third.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(third.exitValue()).as(log("third.log")).isZero();
        assertThat(dir.resolve("data/postgres/data/postmaster.pid")).doesNotExist();
    }

    private Process up(String log) throws IOException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path"),
                "dev.plangate.pipeline.Main", "up"));
        command.addAll(List.of("--data-dir", dir.resolve("data").toString(), "--port", "0", "--registry-port", "0",
                "--http-port", "0", "--api-port", "0"));
        var process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(dir.resolve(log).toFile())
                .start();
        started.add(process);
        return process;
    }

    private void awaitLine(String log, Process process, String text) throws Exception {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!log(log).contains(text)) {
            assertThat(process.isAlive()).as(log(log)).isTrue();
            assertThat(System.nanoTime()).as(log(log)).isLessThan(deadline);
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
    }

    private String log(String name) throws IOException {
        return Files.readString(dir.resolve(name));
    }

    private static long postgresOf(Path dir) throws IOException {
        return Long.parseLong(Files.readAllLines(dir.resolve("data/postgres/data/postmaster.pid")).getFirst());
    }
}
