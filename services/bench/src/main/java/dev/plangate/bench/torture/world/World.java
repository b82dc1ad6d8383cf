package dev.plangate.bench.torture.world;

import dev.plangate.bench.torture.failpoint.Mutation;
import dev.plangate.bench.torture.failpoint.Weaver;
import dev.plangate.bench.torture.process.Child;
import dev.plangate.bench.torture.process.ControlServer;
import dev.plangate.bench.torture.process.JavaCommand;
import dev.plangate.bench.torture.process.Watchdog;
import dev.plangate.bench.torture.proxy.TcpProxy;
import dev.plangate.contract.TopicCreation;
import dev.plangate.standalone.Ports;
import dev.plangate.standalone.registry.EmbeddedRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.admin.Admin;

/** A whole deployment in processes of its own, on the loopback interface. */
public final class World implements AutoCloseable {
    /** Of each topic; at least as many as the outbox has parts. */
    public static final int PARTITIONS = 8;

    private static final int MEGABYTES = 160;
    private static final Duration LONGEST_START = Duration.ofSeconds(90);

    private final Path dir;
    private final Watchdog watchdog;
    private final ControlServer control;
    private final JavaCommand java;
    private final Brokers brokers;
    private final DatabaseServer postgres;
    private final Optional<OutboxDisk> outboxDisk;
    private final EmbeddedRegistry registry;
    private final Map<String, String> settings;
    private final Admin admin;
    private final Sql sql;
    private final Map<ServiceKind, TcpProxy> databaseProxies = new EnumMap<>(ServiceKind.class);
    private final Map<String, Instance> instances = new ConcurrentHashMap<>();

    private World(Path dir, Watchdog watchdog, ControlServer control, JavaCommand java, Brokers brokers,
            DatabaseServer postgres, Optional<OutboxDisk> outboxDisk, EmbeddedRegistry registry,
            Map<String, String> settings) {
        this.dir = dir;
        this.watchdog = watchdog;
        this.control = control;
        this.java = java;
        this.brokers = brokers;
        this.postgres = postgres;
        this.outboxDisk = outboxDisk;
        this.registry = registry;
        this.settings = settings;
        this.admin = Admin.create(brokers.client());
        this.sql = new Sql(postgres);
        for (ServiceKind kind : ServiceKind.values()) {
            var proxy = TcpProxy.start("postgres-" + kind.label());
            proxy.target(postgres.port());
            databaseProxies.put(kind, proxy);
        }
    }

    /**
     * Starts brokers, Postgres and the registry with topics and schema, then the usual number of instances of every service;
     * returns when all are ready.
     */
    public static World start(Path dir, int brokerCount, Collection<Mutation> mutations,
            Map<ServiceKind, Integer> scale, Map<String, String> settings) {
        World world = infrastructure(dir, brokerCount, mutations, settings);
        try {
            for (ServiceKind kind : ServiceKind.values()) {
                for (int n = 1; n <= scale.getOrDefault(kind, kind.instances()); n++) {
                    world.add(kind);
                }
            }
            Await.until("every service is ready", LONGEST_START, () -> {
                // A busy machine may be too slow for a start that needs Postgres: it is tried again.
                world.instances().stream().filter(instance -> !instance.alive()).forEach(Instance::start);
                return world.instances().stream().allMatch(Instance::ready);
            });
            if (mutations.isEmpty()) {
                // Of classes that no other run will use it would cost more than it saves.
                Thread.ofPlatform().name("torture-archive").daemon().start(world.java::archive);
            }
            return world;
        } catch (RuntimeException e) {
            world.close();
            throw e;
        }
    }

    private static World infrastructure(Path dir, int brokerCount, Collection<Mutation> mutations,
            Map<String, String> settings) {
        var watchdog = Watchdog.start();
        try {
            Files.createDirectories(dir);
            var control = ControlServer.start();
            var java = JavaCommand.of(Weaver.of(mutations).jar(), dir, control.port());
            Executor threads = Executors.newVirtualThreadPerTaskExecutor();
            var postgres = CompletableFuture.supplyAsync(
                    () -> DatabaseServer.start(dir.resolve("postgres"), watchdog), threads);
            var brokers = Brokers.start(brokerCount, dir, java, watchdog);
            var registry = EmbeddedRegistry.start(dir.resolve("schemas.jsonl"), 0);
            var disk = OutboxDisk.mount(dir.resolve("outbox-disk"), watchdog);
            if (disk.isPresent()) {
                disk.get().take(postgres.join());
            }
            var world = new World(dir, watchdog, control, java, brokers, postgres.join(), disk, registry, settings);
            world.createTopics();
            return world;
        } catch (IOException e) {
            watchdog.close();
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            watchdog.close();
            throw new IllegalStateException("the outbox does not move to a disk of its own", e);
        } catch (RuntimeException e) {
            watchdog.close();
            throw e;
        }
    }

    private void createTopics() {
        Await.until("the brokers are there", LONGEST_START, () -> brokers.whole(admin));
        TopicCreation.ensure(admin, PARTITIONS, (short) brokers.count());
        Await.until("the topics are there", LONGEST_START, () -> brokers.whole(admin));
    }

    /** One more instance of a service, started. */
    public Instance add(ServiceKind kind) {
        int number = 1;
        while (instances.containsKey(kind.label() + "-" + number)) {
            number++;
        }
        String name = kind.label() + "-" + number;
        int httpPort = Ports.free();
        Map<String, String> environment = Environment.of(this, kind, name, httpPort);
        var instance = new Instance(kind, name, httpPort, clock -> Child.start(name,
                java.of(name, MEGABYTES, clock, kind.arguments()), environment, dir.resolve(name + ".log"), watchdog),
                control);
        instances.put(name, instance);
        instance.start();
        return instance;
    }

    /** Ends an instance for good; SIGTERM. */
    public void remove(Instance instance) {
        instances.remove(instance.name());
        instance.stop();
    }

    /** Everything that runs, or should. */
    public List<Instance> instances() {
        return instances.values().stream().sorted((a, b) -> a.name().compareTo(b.name())).toList();
    }

    /** Of one service. */
    public List<Instance> instances(ServiceKind kind) {
        return instances().stream().filter(instance -> instance.kind() == kind).toList();
    }

    /** What everybody is doing goes to the logs of the processes. */
    public void printThreads() {
        instances().stream().filter(Instance::alive).forEach(Instance::printThreads);
        brokers.printThreads();
    }

    public Brokers brokers() {
        return brokers;
    }

    public DatabaseServer postgres() {
        return postgres;
    }

    /** Of the outbox; empty where none can be mounted. */
    public Optional<OutboxDisk> outboxDisk() {
        return outboxDisk;
    }

    public EmbeddedRegistry registry() {
        return registry;
    }

    public Admin admin() {
        return admin;
    }

    /** Questions to Postgres. */
    public Sql sql() {
        return sql;
    }

    public Path dir() {
        return dir;
    }

    /** Settings of the processes that differ from the usual ones, by their variables. */
    Map<String, String> settings() {
        return settings;
    }

    /** Between the instances of a service and Postgres. */
    public TcpProxy databaseProxy(ServiceKind kind) {
        return databaseProxies.get(kind);
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
        sql.close();
        instances().parallelStream().filter(Instance::alive).forEach(Instance::kill);
        brokers.close();
        var closing = new ArrayList<AutoCloseable>(databaseProxies.values());
        closing.add(postgres);
        outboxDisk.ifPresent(closing::add);
        closing.addAll(List.of(registry, control, watchdog));
        for (AutoCloseable part : closing) {
            try {
                part.close();
            } catch (Exception e) {
                System.err.println("torture: " + e.getMessage());
            }
        }
    }
}
