package dev.plangate.standalone;

import dev.plangate.checks.CheckEngine;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a {@link Standalone} is to be. Ports are on the loopback interface; 0 = a free one.
 *
 * @param dataDir keeps the state; empty = a temporary directory, deleted at the end
 * @param httpPort of health and metrics; empty = none
 * @param instances the databases that plans may target; empty = none
 * @param checks does the checks instead of the real engine, for benchmarks and tests; closed with the rest
 * @param settings of the services, by their names in the settings file: "gate.commit.interval" -> "5ms"
 * @param postgres parameters of the server: "shared_buffers" -> "1GB"
 * @param services whether the services are started; without them there are the broker, Postgres, the registry and the topics
 * @param progress is told what happens, one line each
 */
public record StandaloneOptions(Optional<Path> dataDir, int port, int registryPort, int postgresPort,
        Optional<Integer> httpPort,
        Optional<Path> instances, Optional<CheckEngine> checks, Map<String, String> settings,
        Map<String, String> postgres, boolean services,
        Consumer<String> progress) {

    public StandaloneOptions {
        settings = Map.copyOf(settings);
        postgres = Map.copyOf(postgres);
    }

    /** A temporary directory, free ports, no databases to target, no HTTP, and silence. */
    public static StandaloneOptions temporary() {
        return new StandaloneOptions(Optional.empty(), 0, 0, 0, Optional.empty(), Optional.empty(), Optional.empty(),
                Map.of(), Map.of(), true, line -> {});
    }

    /** The same in a directory that is kept. */
    public StandaloneOptions withDataDir(Path dir) {
        return new StandaloneOptions(Optional.of(dir), port, registryPort, postgresPort, httpPort, instances, checks,
                settings, postgres, services, progress);
    }

    /** The same with set ports of broker and registry. */
    public StandaloneOptions withPorts(int broker, int registry) {
        return new StandaloneOptions(dataDir, broker, registry, postgresPort, httpPort, instances, checks, settings,
                postgres, services, progress);
    }

    /** The same with health and metrics on a port. */
    public StandaloneOptions withHttpPort(int http) {
        return new StandaloneOptions(dataDir, port, registryPort, postgresPort, Optional.of(http), instances, checks,
                settings, postgres, services, progress);
    }

    /** The same with databases to target. */
    public StandaloneOptions withInstances(Path file) {
        return new StandaloneOptions(dataDir, port, registryPort, postgresPort, httpPort, Optional.of(file), checks,
                settings, postgres, services, progress);
    }

    /** The same with another check engine. */
    public StandaloneOptions withChecks(CheckEngine engine) {
        return new StandaloneOptions(dataDir, port, registryPort, postgresPort, httpPort, instances,
                Optional.of(engine), settings, postgres, services, progress);
    }

    /** The same with one more setting of the services. */
    public StandaloneOptions withSetting(String name, String value) {
        return new StandaloneOptions(dataDir, port, registryPort, postgresPort, httpPort, instances, checks,
                with(settings, name, value), postgres, services,
                progress);
    }

    /** The same with one more parameter of Postgres. */
    public StandaloneOptions withPostgres(String name, String value) {
        return new StandaloneOptions(dataDir, port, registryPort, postgresPort, httpPort, instances, checks, settings,
                with(postgres, name, value), services,
                progress);
    }

    /** The same without the services. */
    public StandaloneOptions withoutServices() {
        return new StandaloneOptions(dataDir, port, registryPort, postgresPort, httpPort, instances, checks, settings,
                postgres, false, progress);
    }

    /** The same with somebody who is told what happens. */
    public StandaloneOptions withProgress(Consumer<String> listener) {
        return new StandaloneOptions(dataDir, port, registryPort, postgresPort, httpPort, instances, checks, settings,
                postgres, services, listener);
    }

    private static Map<String, String> with(Map<String, String> map, String name, String value) {
        var more = new HashMap<>(map);
        more.put(name, value);
        return more;
    }
}
