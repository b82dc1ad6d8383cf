package dev.plangate.standalone;

import dev.plangate.checks.CheckEngine;
import dev.plangate.standalone.postgres.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * How a {@link Standalone} is to be. Without any of it: a temporary directory that is deleted at the end, free ports on the
 * loopback interface, no databases to target, no HTTP, no API, and silence.
 */
public final class StandaloneOptions {
    private final Map<String, String> settings = new TreeMap<>();
    private final Map<String, String> postgres = new TreeMap<>();
    private Optional<Path> dataDir = Optional.empty();
    private int port;
    private int registryPort;
    private OptionalInt httpPort = OptionalInt.empty();
    private OptionalInt apiPort = OptionalInt.empty();
    private Optional<InstancesSource> instances = Optional.empty();
    private Optional<CheckEngine> checks = Optional.empty();
    private Map<String, String> environment = Map.of();
    private boolean services = true;
    private Consumer<String> progress = line -> {};

    /** Names the databases that plans may target. */
    @FunctionalInterface
    public interface InstancesSource {
        /**
         * Called once the embedded Postgres is up, before the services start.
         *
         * @param dir may be written to
         * @return instances.yaml
         */
        Path write(EmbeddedPostgres postgres, Path dir);
    }

    /** Keeps the state in a directory. */
    public StandaloneOptions dataDir(Path dir) {
        dataDir = Optional.of(dir);
        return this;
    }

    /** Port of the broker; 0 = a free one. */
    public StandaloneOptions port(int number) {
        port = number;
        return this;
    }

    /** Port of the schema registry; 0 = a free one. */
    public StandaloneOptions registryPort(int number) {
        registryPort = number;
        return this;
    }

    /** Answers /livez, /readyz and /metrics on a port; 0 = a free one. */
    public StandaloneOptions httpPort(int number) {
        httpPort = OptionalInt.of(number);
        return this;
    }

    /** Serves the API on a port; 0 = a free one. */
    public StandaloneOptions apiPort(int number) {
        apiPort = OptionalInt.of(number);
        return this;
    }

    /** Databases that plans may target. */
    public StandaloneOptions instances(Path file) {
        return instances((_, _) -> file);
    }

    /** Databases that plans may target, made on the embedded Postgres. */
    public StandaloneOptions instances(InstancesSource source) {
        instances = Optional.of(source);
        return this;
    }

    /** Does the checks instead of the real engine; closed with the rest. */
    public StandaloneOptions checks(CheckEngine engine) {
        checks = Optional.of(engine);
        return this;
    }

    /** A setting of the services by its name in the settings file: "gate.commit.interval", "5ms". */
    public StandaloneOptions setting(String name, String value) {
        settings.put(name, value);
        return this;
    }

    /** A parameter of Postgres: "shared_buffers", "1GB". */
    public StandaloneOptions postgres(String name, String value) {
        postgres.put(name, value);
        return this;
    }

    /** Variables that instances.yaml names by passwordEnv. */
    public StandaloneOptions environment(Map<String, String> variables) {
        environment = Map.copyOf(variables);
        return this;
    }

    /** Starts the broker, Postgres with the schema, the registry and the topics, and no service. */
    public StandaloneOptions withoutServices() {
        services = false;
        return this;
    }

    /** Is told what happens, one line each. */
    public StandaloneOptions progress(Consumer<String> listener) {
        progress = listener;
        return this;
    }

    Optional<Path> dataDir() {
        return dataDir;
    }

    int port() {
        return port;
    }

    int registryPort() {
        return registryPort;
    }

    OptionalInt httpPort() {
        return httpPort;
    }

    OptionalInt apiPort() {
        return apiPort;
    }

    Optional<InstancesSource> instances() {
        return instances;
    }

    Optional<CheckEngine> checks() {
        return checks;
    }

    Map<String, String> settings() {
        return settings;
    }

    Map<String, String> postgres() {
        return postgres;
    }

    Map<String, String> environment() {
        return environment;
    }

    boolean services() {
        return services;
    }

    Consumer<String> progress() {
        return progress;
    }
}
