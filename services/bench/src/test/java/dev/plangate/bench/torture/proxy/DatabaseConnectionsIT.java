package dev.plangate.bench.torture.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.bench.torture.world.Await;
import dev.plangate.db.Database;
import dev.plangate.db.DatabaseConfig;
import dev.plangate.db.DatabaseException;
import dev.plangate.standalone.postgres.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pool of connections to a Postgres that is gone without a word, as after a fail-over. */
final class DatabaseConnectionsIT {
    private static final int POOL = 10;

    @TempDir
    Path dir;

    @Test
    void onePassesForAll() {
        try (var proxy = TcpProxy.start("postgres");
                var postgres = EmbeddedPostgres.start(dir, 0,
                        EmbeddedPostgres.Durability.TEMPORARY, Map.of())) {
            proxy.target(postgres.port());
            try (var database = Database.open(config(proxy, postgres))) {
                database.ping();
                Await.until("a full pool", Duration.ofSeconds(30), () -> proxy.open() == POOL);
                proxy.halfClose(Duration.ZERO);

                var failures = new AtomicInteger();
                Await.until("an answer", Duration.ofMinutes(1), () -> answers(database, failures));

                assertThat(failures).hasValueBetween(1, POOL / 2);
            }
        }
    }

    private static boolean answers(Database database, AtomicInteger failures) {
        try {
            database.ping();
            return true;
        } catch (DatabaseException e) {
            failures.incrementAndGet();
            return false;
        }
    }

    private static DatabaseConfig config(TcpProxy proxy, EmbeddedPostgres postgres) {
        var config = DatabaseConfig.of("jdbc:postgresql://127.0.0.1:%d/postgres".formatted(proxy.port()),
                EmbeddedPostgres.USER, postgres::password).withPoolSize(POOL);
        return new DatabaseConfig(config.url(), config.user(), config.password(), POOL, config.applicationName(),
                Duration.ofSeconds(1), config.lockTimeout(), config.idleInTransactionTimeout(),
                config.statementTimeout(), config.transactionTimeout(), config.socketTimeout());
    }
}
