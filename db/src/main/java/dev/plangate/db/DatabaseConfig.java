package dev.plangate.db;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * How a process reaches Postgres. Every limit stays below the leases that the process holds, so that a paused or lost
 * process cannot keep row locks longer than its leases: lockTimeout, statementTimeout, transactionTimeout, socketTimeout
 * grow in this order.
 *
 * @param url "jdbc:postgresql://host:5432/plangate"
 * @param user role that owns the schema
 * @param password asked anew for each connection, so that it can be rotated
 * @param poolSize connections at most
 * @param applicationName shown in pg_stat_activity
 * @param connectTimeout of a new connection, and of the wait for one from the pool
 * @param lockTimeout wait for one lock
 * @param idleInTransactionTimeout pause between two statements of a transaction
 * @param statementTimeout one statement
 * @param transactionTimeout one transaction, from begin to commit
 * @param socketTimeout silence on the connection after which it is given up; whole seconds
 */
public record DatabaseConfig(String url, String user, Supplier<String> password, int poolSize, String applicationName,
        Duration connectTimeout, Duration lockTimeout, Duration idleInTransactionTimeout, Duration statementTimeout,
        Duration transactionTimeout, Duration socketTimeout) {

    public DatabaseConfig {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("url must start with jdbc:postgresql:, but is " + url);
        }
        if (poolSize < 1) {
            throw new IllegalArgumentException("poolSize must be at least 1, but is " + poolSize);
        }
        ascending("lockTimeout", lockTimeout, "statementTimeout", statementTimeout);
        ascending("idleInTransactionTimeout", idleInTransactionTimeout, "transactionTimeout", transactionTimeout);
        ascending("statementTimeout", statementTimeout, "transactionTimeout", transactionTimeout);
        ascending("transactionTimeout", transactionTimeout, "socketTimeout", socketTimeout);
        if (lockTimeout.toMillis() < 1 || idleInTransactionTimeout.toMillis() < 1 || connectTimeout.toSeconds() < 1) {
            throw new IllegalArgumentException("timeouts must be positive, connectTimeout at least one second");
        }
    }

    /** Limits that suit leases of 20 seconds and more. */
    public static DatabaseConfig of(String url, String user, Supplier<String> password) {
        return new DatabaseConfig(url, user, password, 10, "plangate", Duration.ofSeconds(5), Duration.ofSeconds(3),
                Duration.ofSeconds(5), Duration.ofSeconds(8), Duration.ofSeconds(10), Duration.ofSeconds(15));
    }

    /** The same with another pool size. */
    public DatabaseConfig withPoolSize(int size) {
        return new DatabaseConfig(url, user, password, size, applicationName, connectTimeout, lockTimeout,
                idleInTransactionTimeout, statementTimeout, transactionTimeout, socketTimeout);
    }

    /** The same under another name in pg_stat_activity. */
    public DatabaseConfig withApplicationName(String name) {
        return new DatabaseConfig(url, user, password, poolSize, name, connectTimeout, lockTimeout,
                idleInTransactionTimeout, statementTimeout, transactionTimeout, socketTimeout);
    }

    /** The same with other limits for locks, pauses in a transaction, statements, transactions and silence on the socket. */
    public DatabaseConfig withTimeouts(Duration lock, Duration idleInTransaction, Duration statement,
            Duration transaction, Duration socket) {
        return new DatabaseConfig(url, user, password, poolSize, applicationName, connectTimeout, lock,
                idleInTransaction, statement, transaction, socket);
    }

    private static void ascending(String lowName, Duration low, String highName, Duration high) {
        if (low.compareTo(high) > 0) {
            throw new IllegalArgumentException(
                    "%s (%s) must not be above %s (%s)".formatted(lowName, low, highName, high));
        }
    }

    @Override
    public String toString() {
        return "DatabaseConfig[url=%s, user=%s, poolSize=%d]".formatted(url, user, poolSize);
    }
}
