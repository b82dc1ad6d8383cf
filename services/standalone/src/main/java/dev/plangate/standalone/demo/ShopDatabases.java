package dev.plangate.standalone.demo;

import dev.plangate.standalone.StandaloneException;
import dev.plangate.standalone.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The sample database "shop" in three regions of one server, beside Plangate's own: real tables, so that the findings mean
 * something, and a role with few rights for the checks.
 */
final class ShopDatabases {
    /** Database to number of orders. */
    private static final Map<String, Integer> REGIONS = Map.of("shop_eu", 300_000, "shop_us", 60_000, "shop_asia",
            3_000);
    private static final String ROLE = "plangate_checks";

    private final EmbeddedPostgres postgres;

    ShopDatabases(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /**
     * Makes the empty databases and the role.
     *
     * @param dir where instances.yaml and the password of the checks' role are written
     * @return instances.yaml
     */
    Path create(Path dir) {
        try {
            var password = dir.resolve("shop-password");
            var instances = writeInstances(dir, password);
            try (var connection = connect("postgres")) {
                execute(connection, resource("role.sql"));
                setPassword(connection, password);
                for (var database : REGIONS.keySet()) {
                    execute(connection, "create database " + database);
                }
            }
            return instances;
        } catch (SQLException e) {
            throw new StandaloneException("the sample database cannot be made: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + dir, e);
        }
    }

    /** Fills them, side by side; the number of orders. */
    int fill() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var fillings = new ArrayList<Future<?>>();
            REGIONS.forEach((database, orders) -> fillings.add(threads.submit(() -> {
                fill(database, orders);
                return null;
            })));
            for (var filling : fillings) {
                filling.get();
            }
            return REGIONS.values().stream().mapToInt(Integer::intValue).sum();
        } catch (ExecutionException e) {
            throw new StandaloneException("the sample database cannot be filled: " + e.getCause().getMessage(),
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StandaloneException("interrupted while the sample database was filled", e);
        }
    }

    private void fill(String database, int orders) throws SQLException {
        try (var connection = connect(database)) {
            execute(connection, "set synchronous_commit = off; set maintenance_work_mem = '64MB'");
            execute(connection, resource("schema.sql"));
            execute(connection, resource("rows.sql").replace(":orders", Integer.toString(orders)));
            execute(connection, resource("keys.sql"));
        }
    }

    private Path writeInstances(Path dir, Path password) throws IOException {
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        Files.createFile(password, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, HexFormat.of().formatHex(bytes));
        var file = dir.resolve("instances.yaml");
        Files.writeString(file, """
                instances:
                  demo:
                    engine: POSTGRES
                    environment: PRODUCTION
                    url: jdbc:postgresql://127.0.0.1:%d/{database}
                    user: %s
                    passwordFile: %s
                    projects: ["projects/shop", "projects/shop-payments", "projects/shop-stock"]
                    maxConcurrentChecks: 8
                """.formatted(postgres.port(), ROLE, password.getFileName()));
        return file;
    }

    private static void setPassword(Connection connection, Path file) throws SQLException, IOException {
        try (var formatting = connection.prepareStatement("select format('alter role %I password %L', ?, ?)")) {
            formatting.setString(1, ROLE);
            formatting.setString(2, Files.readString(file));
            try (var rows = formatting.executeQuery()) {
                rows.next();
                execute(connection, rows.getString(1));
            }
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(database), EmbeddedPostgres.USER, postgres.password());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String resource(String name) {
        try (var stream = ShopDatabases.class.getResourceAsStream("/demo/" + name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
