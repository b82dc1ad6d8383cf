package dev.plangate.db;

import com.zaxxer.hikari.util.DriverDataSource;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;

/** Sessions that migrate, or look at what there is to migrate: without the planner settings and the time limits of the pool. */
final class MigrationSession {

    /** A process that is paused in the middle must not keep its locks. */
    private static final Duration IDLE_IN_TRANSACTION = Duration.ofMinutes(1);

    private MigrationSession() {}

    /** A migration takes as long as it takes; a wait for a lock does not. */
    static DataSource source(DatabaseConfig config, Duration lockTimeout) {
        var properties = new Properties();
        properties.setProperty("ApplicationName", config.applicationName() + "-migrate");
        properties.setProperty("connectTimeout", Long.toString(Math.max(1, config.connectTimeout().toSeconds())));
        properties.setProperty("tcpKeepAlive", "true");
        // What Postgres says about a row may hold its data: not for logs.
        properties.setProperty("logServerErrorDetail", "false");
        properties.setProperty("options",
                """
                        -c statement_timeout=0 -c transaction_timeout=0 -c lock_timeout=%d \
                        -c idle_in_transaction_session_timeout=%d -c client_connection_check_interval=5000"""
                        .formatted(lockTimeout.toMillis(), IDLE_IN_TRANSACTION.toMillis()));
        return new DriverDataSource(config.url(), null, properties, config.user(), config.password().get());
    }
}
