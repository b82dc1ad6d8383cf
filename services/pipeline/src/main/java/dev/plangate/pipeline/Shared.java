package dev.plangate.pipeline;

import dev.plangate.contract.SchemaRegistry;
import dev.plangate.db.Database;
import dev.plangate.db.DatabaseConfig;
import dev.plangate.pipeline.config.DatabaseSettings;
import dev.plangate.pipeline.config.Settings;
import dev.plangate.pipeline.console.Refusal;
import dev.plangate.pipeline.outbox.OutboxWatch;
import dev.plangate.pipeline.runtime.ExitCode;
import dev.plangate.pipeline.runtime.Wake;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the services of one process share.
 *
 * @param environment for the secrets that instances.yaml names
 * @param rows signalled when there are outbox rows to relay
 * @param runs signalled when there may be runs to claim
 * @param outbox tells how much waits to be published, and holds back who would add too much; a service of the process
 */
public record Shared(Settings settings, Map<String, String> environment, Database database, SchemaRegistry registry,
        MeterRegistry meters, Wake rows, Wake runs, OutboxWatch outbox) implements AutoCloseable {

    /** Opens a pool and a registry; nothing connects before it is needed. */
    public static Shared open(Settings settings, Map<String, String> environment, MeterRegistry meters) {
        Database database = database(settings);
        return new Shared(settings, environment, database,
                SchemaRegistry.connect(settings.registry().urls(), settings.registry().properties()), meters,
                new Wake(), new Wake(), new OutboxWatch(settings.outbox(), database, meters));
    }

    /** A pool whose limits stay below the leases. */
    static Database database(Settings settings) {
        return Database.open(databaseConfig(settings));
    }

    /** How Postgres is reached; limits that stay below the leases. */
    static DatabaseConfig databaseConfig(Settings settings) {
        DatabaseSettings database = settings.database();
        Duration transaction = database.transactionTimeout();
        Duration statement = transaction.multipliedBy(8).dividedBy(10);
        Duration lock = transaction.multipliedBy(3).dividedBy(10);
        Duration idle = transaction.dividedBy(2);
        // Whole seconds, and later than the server's own limits: the server's answer says more.
        Duration socket = Duration.ofSeconds(transaction.toSeconds() + 2);
        return new DatabaseConfig(database.url(), database.user(), database.password(), database.poolSize(),
                settings.deployment().name(), database.connectTimeout(), lock, idle, statement, transaction, socket);
    }

    /** Signals that rows were appended, and that there may be runs. */
    public void wakeAll() {
        rows.signal();
        runs.signal();
    }

    /** Refuses a schema that is older than these services. */
    void requireSchema() {
        List<String> pending = database.pendingMigrations();
        if (!pending.isEmpty()) {
            throw new Refusal(ExitCode.FAILURE, "The schema lacks %s. Bring it up to date with: plangate migrate"
                    .formatted(String.join(", ", pending)));
        }
    }

    @Override
    public void close() {
        registry.close();
        database.close();
    }
}
