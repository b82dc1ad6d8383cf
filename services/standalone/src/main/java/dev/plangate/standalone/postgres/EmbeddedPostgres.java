package dev.plangate.standalone.postgres;

import dev.plangate.standalone.Ports;
import dev.plangate.standalone.StandaloneException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The real Postgres as a child process, on the loopback interface, with a password that only the owner of its
 * directory can read. What it stores is there again when it is started on the same directory, however it ended.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    /** The superuser. */
    public static final String USER = "postgres";

    private static final int ATTEMPTS = 3;

    private final PostgresPrograms programs;
    private final Path data;
    private final ProcessHandle process;
    private final int port;
    private final String password;
    private final Durability durability;

    private EmbeddedPostgres(PostgresPrograms programs, Path data, ProcessHandle process, int port, String password,
            Durability durability) {
        this.programs = programs;
        this.data = data;
        this.process = process;
        this.port = port;
        this.password = password;
        this.durability = durability;
    }

    /** Whether the data is to survive. */
    public enum Durability {
        /** fsync and synchronous_commit are on; the server is shut down cleanly. */
        DURABLE,
        /** Commits are flushed as in DURABLE, so that times are true, but the directory is thrown away: shut down at once. */
        TEMPORARY
    }

    /**
     * Starts Postgres; returns when it takes connections.
     *
     * @param dir holds `data`, `password` and `postgres.log`; made when missing
     * @param port on 127.0.0.1; 0 = a free one
     * @param overrides configuration parameters
     * @throws StandaloneException when it cannot be started
     */
    public static EmbeddedPostgres start(Path dir, int port, Durability durability, Map<String, String> overrides) {
        return start(dir, port, durability, overrides, MemoryLimit.NONE);
    }

    /** The same with a limit for the memory of each of its processes. */
    public static EmbeddedPostgres start(Path dir, int port, Durability durability, Map<String, String> overrides,
            MemoryLimit memory) {
        try {
            Files.createDirectories(dir);
            var user = Unprivileged.here();
            user.letThrough(dir.toAbsolutePath().getParent());
            var programs = new PostgresPrograms(PostgresBinaries.unpacked(user.cache()), user);
            var password = new Password(dir.resolve("password"));
            var data = dir.resolve("data");
            programs.stopLeftOver(data);
            if (!Files.exists(data)) {
                programs.initialize(data, password, durability);
            }
            return start(programs, dir, port, password.read(), durability, overrides, memory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the embedded Postgres in " + dir, e);
        }
    }

    /** The major version of the programs on the class path, which are unpacked when they were not before. */
    public static int major() {
        try {
            return programs().major();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot ask the embedded Postgres for its version", e);
        }
    }

    /** Stops the server that a process which was killed left running in a directory; nothing when there is none. */
    public static void stopLeftOver(Path dir) {
        programs().stopLeftOver(dir.resolve("data"));
    }

    private static PostgresPrograms programs() {
        var user = Unprivileged.here();
        return new PostgresPrograms(PostgresBinaries.unpacked(user.cache()), user);
    }

    /** For the driver; user and password are given separately. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    public int port() {
        return port;
    }

    /** Of {@link #USER}. Not for logs. */
    public String password() {
        return password;
    }

    /** Process id of the server. */
    public long pid() {
        return process.pid();
    }

    /** Ends every session and stops the server; bounded. */
    @Override
    public void close() {
        programs.stop(data, process, durability);
    }

    private static EmbeddedPostgres start(PostgresPrograms programs, Path dir, int port, String password,
            Durability durability, Map<String, String> overrides, MemoryLimit memory) throws IOException {
        var data = dir.resolve("data");
        for (var attempt = 1;; attempt++) {
            var used = Ports.orFree(port);
            ServerConfiguration.write(data, used, overrides);
            try {
                return new EmbeddedPostgres(programs, data, programs.start(data, dir.resolve("postgres.log"), memory),
                        used, password, durability);
            } catch (StandaloneException e) {
                // A free port may have been taken since it was found.
                if (port != 0 || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}
