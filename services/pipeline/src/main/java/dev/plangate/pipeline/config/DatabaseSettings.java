package dev.plangate.pipeline.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Plangate's own Postgres.
 *
 * @param url JDBC URL without credentials
 * @param transactionTimeout bounds every transaction; below the leases, so that a paused process loses its locks first
 */
public record DatabaseSettings(String url, String user, Secret password, int poolSize, Duration connectTimeout,
        Duration transactionTimeout) {
    static final Key<String> URL = Key.of("db.url",
            Kind.matching("(?i)jdbc:postgresql://(?!.*[?&](user|password)=)[^@\\s]+",
                    "jdbc:postgresql://host:port/database without user and password"),
            "jdbc:postgresql://localhost:5432/plangate", "JDBC URL of Plangate's Postgres.");
    static final Key<String> USER = Key.of("db.user", Kind.text("a role of the database"), "plangate",
            "Role that Plangate connects as.");
    static final Key<String> PASSWORD = Key.secret("db.password", "the role's password", "Password of that role.");
    static final Key<Path> PASSWORD_FILE = Key.optional("db.password.file", Kind.path("a readable file"),
            "File that holds the password instead; read at every new connection, so that it can be rotated.");
    static final Key<Integer> POOL_SIZE = Key.whole("db.pool.size", 16, 10, 200,
            "Connections that one process keeps; the relay needs ten.");
    static final Key<Duration> CONNECT_TIMEOUT = Key.time("db.connect.timeout", Duration.ofSeconds(5),
            Duration.ofSeconds(1), Duration.ofMinutes(1), "Longest wait for a connection.");
    static final Key<Duration> TRANSACTION_TIMEOUT = Key.time("db.transaction.timeout", Duration.ofSeconds(5),
            Duration.ofMillis(250), Duration.ofMinutes(1),
            "Longest transaction; has to be shorter than worker.lease and relay.lease.");
    static final List<Key<?>> KEYS = List.of(URL, USER, PASSWORD, PASSWORD_FILE, POOL_SIZE, CONNECT_TIMEOUT,
            TRANSACTION_TIMEOUT);

    static DatabaseSettings read(Values values) {
        return new DatabaseSettings(values.get(URL), values.get(USER), password(values), values.get(POOL_SIZE),
                values.get(CONNECT_TIMEOUT), values.get(TRANSACTION_TIMEOUT));
    }

    private static Secret password(Values values) {
        Path file = values.find(PASSWORD_FILE).orElse(null);
        if (file == null) {
            return Secret.of(values.find(PASSWORD).orElse(""));
        }
        if (values.find(PASSWORD).isPresent()) {
            values.mistake(PASSWORD_FILE, "set either db.password or db.password.file, not both");
        }
        if (!Files.isReadable(file)) {
            values.mistake(PASSWORD_FILE, "should be a readable file");
        }
        return Secret.from(() -> {
            try {
                return Files.readString(file).strip();
            } catch (IOException e) {
                throw new UncheckedIOException("db.password.file cannot be read", e);
            }
        });
    }
}
