package dev.plangate.bench.torture.world;

import dev.plangate.bench.torture.process.Watchdog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A small disk of its own for the outbox, which can be full: a file system in memory, in the directory of the run. There is one
 * where this process may mount: as root on Linux, and not in every container.
 */
public final class OutboxDisk implements AutoCloseable {
    private static final int MEGABYTES = 128;

    private final Path dir;
    private final Path ballast;

    private OutboxDisk(Path dir) {
        this.dir = dir;
        ballast = dir.resolve("ballast");
    }

    /** Mounts one; empty where that is not allowed. */
    static Optional<OutboxDisk> mount(Path dir, Watchdog watchdog) throws IOException {
        Files.createDirectories(dir);
        if (!done("mount", "-t", "tmpfs", "-o", "size=" + MEGABYTES + "m,mode=0700", "plangate-torture",
                dir.toString())) {
            return Optional.empty();
        }
        watchdog.mounted(dir);
        return Optional.of(new OutboxDisk(dir));
    }

    /** The outbox, its index and what is too long for its rows move there. */
    void take(DatabaseServer postgres) throws IOException, SQLException {
        Path place = Files.createDirectory(dir.resolve("outbox"));
        for (String attribute : new String[]{"unix:uid", "unix:gid", "posix:permissions"}) {
            Files.setAttribute(place, attribute, Files.getAttribute(postgres.data(), attribute));
        }
        Files.setPosixFilePermissions(dir, Files.getPosixFilePermissions(postgres.data().getParent()));
        try (var connection = postgres.connect(); var statement = connection.createStatement()) {
            statement.execute("create tablespace outbox_disk location '%s'".formatted(place.toAbsolutePath()));
            statement.execute("alter table outbox set tablespace outbox_disk");
            statement.execute("alter index outbox_pkey set tablespace outbox_disk");
        }
    }

    /** Until {@link #free()} nothing more can be written there. */
    public void fill() {
        byte[] block = new byte[64 * 1024];
        try (var out = Files.newOutputStream(ballast, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (long written = 0; written <= MEGABYTES * 1024L * 1024; written += block.length) {
                out.write(block);
            }
            throw new IllegalStateException(dir + " is larger than it should be");
        } catch (IOException e) {
            // It is full.
        }
    }

    /** There is room again. */
    public void free() {
        try {
            Files.deleteIfExists(ballast);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** When Postgres has ended. */
    @Override
    public void close() {
        done("umount", dir.toString());
    }

    private static boolean done(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
