package dev.plangate.standalone;

import dev.plangate.pipeline.config.Settings;
import dev.plangate.pipeline.console.Session;
import dev.plangate.pipeline.runtime.ExitCode;
import dev.plangate.pipeline.runtime.Logs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Everything in one process, for use by others. */
@Command(name = "up", description = {
        "Run everything in one process: a Kafka broker, a schema registry, Postgres and all services.",
        "For development; keeps its state in a directory. Runs until Ctrl-C or SIGTERM."}, footer = {"", "Example:",
                "  plangate up --data-dir /tmp/plangate --instances instances.yaml"}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                        "0:stopped cleanly", "1:could not start, or a service died",
                        "2:the command line or a setting is wrong"})
final class UpCommand implements Callable<Integer> {
    private static final String NO_INSTANCES = """
            # The databases that plans may target. Restart `plangate up` after an edit.
            #
            # instances:
            #   shop:
            #     engine: POSTGRES
            #     environment: PRODUCTION
            #     url: jdbc:postgresql://localhost:5432/{database}
            #     user: plangate_checks
            #     passwordEnv: SHOP_PASSWORD      # or passwordFile: a file beside this one
            #     projects: ["projects/shop"]     # or "*"
            #     maxConcurrentChecks: 4
            instances: {}
            """;

    private final Session session;
    @Spec
    private CommandSpec spec;
    @Option(names = "--data-dir", paramLabel = "DIR", defaultValue = ".plangate", description = "Keeps the state. Default: ${DEFAULT-VALUE}.")
    private Path dataDir;
    @Option(names = "--port", paramLabel = "N", defaultValue = "9092", description = "Port of the broker. Default: ${DEFAULT-VALUE}.")
    private int port;
    @Option(names = "--registry-port", paramLabel = "N", defaultValue = "8081", description = "Port of the schema registry. Default: ${DEFAULT-VALUE}.")
    private int registryPort;
    @Option(names = "--http-port", paramLabel = "N", defaultValue = "8080", description = "Port of /livez, /readyz and /metrics. Default: ${DEFAULT-VALUE}.")
    private int httpPort;
    @Option(names = "--api-port", paramLabel = "N", defaultValue = "8090", description = "Port of the API, gRPC and HTTP/JSON. Default: ${DEFAULT-VALUE}.")
    private int apiPort;
    @Option(names = "--instances", paramLabel = "FILE", description = "The databases that plans may target. Default: instances.yaml in the data directory.")
    private Path instances;
    private volatile boolean ended;

    UpCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        var err = spec.commandLine().getErr();
        Logs.configure(Settings.of(logging()).log(), session.terminal());
        var options = new StandaloneOptions().dataDir(dataDir)
                .port(port)
                .registryPort(registryPort)
                .httpPort(httpPort)
                .apiPort(apiPort)
                .environment(session.environment())
                .instances((_, dir) -> instances == null ? ownInstances(dir) : instances)
                .progress(err::println);
        settings(options);
        try (var running = Standalone.start(options)) {
            stopAtSignal(running, err);
            spec.commandLine().getOut()
                    .println(
                            "plangate is up: kafka %s, schema registry %s, health http://127.0.0.1:%d/readyz, API %s, data %s"
                                    .formatted(
                                            running.bootstrapServers(), running.registryUrl(),
                                            running.httpPort().orElseThrow(),
                                            running.apiUrl().orElseThrow(),
                                            dataDir.toAbsolutePath().normalize()));
            return watch(running, err);
        }
    }

    /** Variables set for a service count here too, apart from those that say where things are. */
    private void settings(StandaloneOptions options) {
        Settings.KEYS.forEach(key -> {
            var value = session.environment().getOrDefault(key.variable(), "");
            if (!value.isEmpty()) {
                options.setting(key.name(), value);
            }
        });
    }

    /** Warnings, unless somebody wants more: what happens is told as progress. */
    private Map<String, String> logging() {
        var level = session.environment().getOrDefault("PLANGATE_LOG_LEVEL", "");
        var format = session.environment().getOrDefault("PLANGATE_LOG_FORMAT", "");
        return Map.of("log.level", level.isEmpty() ? "warn" : level, "log.format", format.isEmpty() ? "plain" : format);
    }

    private static Path ownInstances(Path dir) {
        var file = dir.resolve("instances.yaml");
        try {
            if (!Files.exists(file)) {
                Files.writeString(file, NO_INSTANCES);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** The JVM would report 143 even after a clean stop, hence the halt. */
    private void stopAtSignal(Standalone running, PrintWriter err) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("up-stop").unstarted(() -> {
            if (!ended) {
                err.println("stopping");
                running.close();
                Runtime.getRuntime().halt(ExitCode.OK);
            }
        }));
    }

    private int watch(Standalone running, PrintWriter err) throws InterruptedException {
        while (running.alive()) {
            Thread.sleep(500);
        }
        ended = true;
        err.println("a service died; the log says why");
        return ExitCode.FAILURE;
    }
}
