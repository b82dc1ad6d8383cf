package dev.plangate.db;

import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Sessions that migrate, or look at what there is to migrate: without the planner settings and the time limits of the pool. */
final class MigrationSession {

    /** A process that is paused in the middle must not keep its locks. */
    private static final Duration IDLE_IN_TRANSACTION = Duration.ofMinutes(1);

    private MigrationSession() {}

    /** A migration takes as long as it takes; a wait for a lock does not. */
    static DataSource source(DatabaseConfig config, Duration lockTimeout) {
        var source = new PGSimpleDataSource();
        source.setUrl(config.url());
        source.setUser(config.user());
        source.setPassword(config.password().get());
        source.setApplicationName(config.applicationName() + "-migrate");
        source.setConnectTimeout(Math.toIntExact(Math.max(1, config.connectTimeout().toSeconds())));
        source.setTcpKeepAlive(true);
        // What Postgres says about a row may hold its data: not for logs.
        source.setLogServerErrorDetail(false);
        source.setOptions(
                """
                        -c statement_timeout=0 -c transaction_timeout=0 -c lock_timeout=%d \
                        -c idle_in_transaction_session_timeout=%d -c client_connection_check_interval=5000"""
                        .formatted(lockTimeout.toMillis(), IDLE_IN_TRANSACTION.toMillis()));
        return source;
    }
}
