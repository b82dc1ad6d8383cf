package dev.plangate.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.util.Credentials;
import java.time.Duration;

/** Sessions with the limits and planner settings that the stores count on. */
final class Sessions {

    /**
     * All statements go by key and are planned once: a plan made while a table is still empty must not be a scan or a
     * hash of the whole table later on.
     */
    static final String PLANNER = """
            -c plan_cache_mode=force_generic_plan -c random_page_cost=1.1 -c jit=off -c enable_seqscan=off \
            -c enable_bitmapscan=off -c enable_hashjoin=off -c enable_mergejoin=off""";

    private static final Duration VALIDATION = Duration.ofSeconds(1);

    private Sessions() {}

    static HikariConfig pool(DatabaseConfig config) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName(config.applicationName());
        pool.setJdbcUrl(config.url());
        pool.setCredentialsProvider(() -> Credentials.of(config.user(), config.password().get()));
        pool.setMaximumPoolSize(config.poolSize());
        pool.setConnectionTimeout(config.connectTimeout().toMillis());
        // A sign of life comes at once, or never.
        pool.setValidationTimeout(Math.min(VALIDATION.toMillis(), config.connectTimeout().toMillis()));
        // A process starts, and says that it is not ready, while Postgres is away.
        pool.setInitializationFailTimeout(-1);
        pool.addDataSourceProperty("options", options(config));
        pool.addDataSourceProperty("ApplicationName", config.applicationName());
        pool.addDataSourceProperty("connectTimeout", seconds(config.connectTimeout()));
        pool.addDataSourceProperty("loginTimeout", seconds(config.connectTimeout()));
        pool.addDataSourceProperty("socketTimeout", seconds(config.socketTimeout()));
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        // Every text is a constant and used again and again: plan it at its first use.
        pool.addDataSourceProperty("prepareThreshold", "1");
        // What Postgres says about a row may hold its data: not for logs.
        pool.addDataSourceProperty("logServerErrorDetail", "false");
        return pool;
    }

    private static String seconds(Duration duration) {
        return Long.toString(Math.max(1, duration.toSeconds()));
    }

    private static String options(DatabaseConfig config) {
        return """
                -c lock_timeout=%d -c statement_timeout=%d -c transaction_timeout=%d \
                -c idle_in_transaction_session_timeout=%d %s"""
                .formatted(config.lockTimeout().toMillis(), config.statementTimeout().toMillis(),
                        config.transactionTimeout().toMillis(), config.idleInTransactionTimeout().toMillis(), PLANNER);
    }
}
