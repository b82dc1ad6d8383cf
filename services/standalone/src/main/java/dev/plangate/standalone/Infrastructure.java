package dev.plangate.standalone;

import dev.plangate.contract.TopicCreation;
import dev.plangate.contract.Topics;
import dev.plangate.db.Database;
import dev.plangate.db.DatabaseConfig;
import dev.plangate.standalone.broker.EmbeddedBroker;
import dev.plangate.standalone.postgres.EmbeddedPostgres;
import dev.plangate.standalone.postgres.EmbeddedPostgres.Durability;
import dev.plangate.standalone.postgres.OwnDatabase;
import dev.plangate.standalone.registry.EmbeddedRegistry;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Plangate stands on: Postgres with its database, the broker with the topics, the registry.
 *
 * @param instances the databases that plans may target
 */
record Infrastructure(EmbeddedPostgres postgres, Optional<Path> instances, EmbeddedBroker broker,
        EmbeddedRegistry registry) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Infrastructure.class);
    private static final short ONE_COPY = 1;

    private record Databases(EmbeddedPostgres postgres, Optional<Path> instances) implements AutoCloseable {
        @Override
        public void close() {
            postgres.close();
        }
    }

    /** Starts all of it, side by side. */
    static Infrastructure start(DataDirectory dir, StandaloneOptions options) {
        try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("start-", 1).factory())) {
            var databases = threads.submit(() -> timed(options, "Postgres", () -> databases(dir, options)));
            var broker = threads.submit(() -> timed(options, "Kafka broker", () -> broker(dir, options)));
            var registry = threads.submit(() -> timed(options, "schema registry",
                    () -> EmbeddedRegistry.start(dir.path().resolve("schemas.jsonl"), options.registryPort())));
            try {
                return new Infrastructure(databases.get().postgres(), databases.get().instances(), broker.get(),
                        registry.get());
            } catch (ExecutionException e) {
                List.of(databases, broker, registry).forEach(Infrastructure::closeStarted);
                throw e.getCause() instanceof RuntimeException cause
                        ? cause
                        : new StandaloneException(e.getCause().getMessage(), e.getCause());
            } catch (InterruptedException e) {
                List.of(databases, broker, registry).forEach(Infrastructure::closeStarted);
                Thread.currentThread().interrupt();
                throw new StandaloneException("interrupted while starting", e);
            }
        }
    }

    /** Stops all of it; what does not stop is logged, so that the rest is stopped as well. */
    @Override
    public void close() {
        closeQuietly(registry);
        var brokerStop = Thread.ofPlatform().name("stop-broker").start(() -> closeQuietly(broker));
        closeQuietly(postgres);
        try {
            brokerStop.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Databases databases(DataDirectory dir, StandaloneOptions options) throws SQLException {
        var durability = dir.isTemporary() ? Durability.TEMPORARY : Durability.DURABLE;
        var postgres = EmbeddedPostgres.start(dir.path().resolve("postgres"), 0, durability, options.postgres());
        try {
            OwnDatabase.ensure(postgres);
            var instances = options.instances().map(source -> source.write(postgres, dir.path()));
            try (var database = Database.open(
                    DatabaseConfig.of(postgres.jdbcUrl(OwnDatabase.NAME), OwnDatabase.NAME, postgres::password))) {
                database.migrate();
            }
            return new Databases(postgres, instances);
        } catch (SQLException | RuntimeException e) {
            postgres.close();
            throw e;
        }
    }

    private static EmbeddedBroker broker(DataDirectory dir, StandaloneOptions options) {
        var broker = EmbeddedBroker.start(dir.path().resolve("kafka"), options.port());
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            var partitions = options.settings().get("topics.partitions");
            TopicCreation.ensure(admin, partitions == null ? Topics.DEFAULT_PARTITIONS : Integer.parseInt(partitions),
                    ONE_COPY);
            return broker;
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    private static <T> T timed(StandaloneOptions options, String what, Callable<T> start) throws Exception {
        var began = System.nanoTime();
        var started = start.call();
        options.progress().accept("%s is up (%.1f s)".formatted(what, (System.nanoTime() - began) / 1e9));
        return started;
    }

    private static void closeStarted(Future<? extends AutoCloseable> part) {
        try {
            closeQuietly(part.get());
        } catch (ExecutionException e) {
            LOG.debug("it did not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeQuietly(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("{}", e.getMessage(), e);
        }
    }
}
