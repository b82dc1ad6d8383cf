package dev.plangate.standalone.e2e;

import dev.plangate.standalone.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** {@code plangate up} in a JVM of its own. */
final class UpProcess {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path data;
    private final Path instances;
    private final String targetPassword;
    private final Path log;
    private final int port = Ports.free();
    private final int registryPort = Ports.free();
    private final int httpPort = Ports.free();
    private Process process;

    UpProcess(Path data, Path instances, String targetPassword) {
        this.data = data;
        this.instances = instances;
        this.targetPassword = targetPassword;
        this.log = data.resolveSibling("up.log");
    }

    String bootstrapServers() {
        return "localhost:" + port;
    }

    String registryUrl() {
        return "http://localhost:" + registryPort;
    }

    /** Starts it and waits until every service is ready. */
    void start() {
        var command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "dev.plangate.pipeline.Main", "up", "--data-dir", data.toString(), "--port", Integer.toString(port),
                "--registry-port", Integer.toString(registryPort), "--http-port", Integer.toString(httpPort),
                "--api-port", "0",
                "--instances", instances.toString());
        var builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("TARGET_PASSWORD", targetPassword);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new AssertionError("up does not start", e);
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new AssertionError("up did not become ready:\n" + log());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    /** SIGKILL. What it started, it leaves behind. */
    void kill() {
        process.destroyForcibly();
        await();
    }

    /** SIGTERM. */
    void stop() {
        process.destroy();
        await();
    }

    private void await() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("up did not stop:\n" + log());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isReady() {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create("http://localhost:" + httpPort + "/readyz"))
                    .timeout(Duration.ofSeconds(2)).build(), BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String log() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
