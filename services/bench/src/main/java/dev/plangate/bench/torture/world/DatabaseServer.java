package dev.plangate.bench.torture.world;

import dev.plangate.bench.torture.process.Signal;
import dev.plangate.bench.torture.process.Watchdog;
import dev.plangate.db.Database;
import dev.plangate.db.DatabaseConfig;
import dev.plangate.standalone.Ports;
import dev.plangate.standalone.postgres.EmbeddedPostgres;
import dev.plangate.standalone.postgres.EmbeddedPostgres.Durability;
import dev.plangate.standalone.postgres.OwnDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Postgres, which can crash and recover. */
public final class DatabaseServer implements AutoCloseable {
    /** What is written survives the processes, if not the machine: that is what is tested here. */
    private static final Map<String, String> PARAMETERS = Map.of("fsync", "off", "synchronous_commit", "on",
            "shared_buffers", "64MB", "max_connections", "250", "client_connection_check_interval", "2s");

    private final Path dir;
    private final Watchdog watchdog;
    private final int port = Ports.free();
    private EmbeddedPostgres postgres;

    private DatabaseServer(Path dir, Watchdog watchdog) {
        this.dir = dir;
        this.watchdog = watchdog;
    }

    static DatabaseServer start(Path dir, Watchdog watchdog) {
        var server = new DatabaseServer(dir, watchdog);
        server.start();
        try {
            OwnDatabase.ensure(server.postgres);
        } catch (SQLException e) {
            throw new IllegalStateException("Postgres does not take our database", e);
        }
        try (var database = Database.open(DatabaseConfig.of(server.postgres.jdbcUrl(OwnDatabase.NAME),
                OwnDatabase.NAME, server.postgres::password))) {
            database.migrate();
        }
        return server;
    }

    /** Starts it; after a crash it recovers from its log first. */
    public void start() {
        postgres = EmbeddedPostgres.start(dir, port, Durability.TEMPORARY, PARAMETERS);
        watchdog.watch(postgres.pid());
    }

    /** SIGKILL to the postmaster and all its processes. */
    public void crash() {
        var postmaster = ProcessHandle.of(postgres.pid());
        List<ProcessHandle> all = postmaster.stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants())).toList();
        all.forEach(process -> Signal.KILL.send(process.pid()));
        all.forEach(process -> process.onExit().join());
        watchdog.forget(postgres.pid());
    }

    /** Where its files are. */
    Path data() {
        return dir.resolve("data");
    }

    public int port() {
        return port;
    }

    /** Of {@link OwnDatabase#NAME} and of the superuser. */
    public String password() {
        return postgres.password();
    }

    /** As a superuser, directly. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(OwnDatabase.NAME) + "?connectTimeout=2&socketTimeout=20",
                EmbeddedPostgres.USER, postgres.password());
    }

    @Override
    public void close() {
        long pid = postgres.pid();
        postgres.close();
        watchdog.forget(pid);
    }
}
