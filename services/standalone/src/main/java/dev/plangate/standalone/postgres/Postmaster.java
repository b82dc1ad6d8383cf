package dev.plangate.standalone.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The server process that postmaster.pid of a data directory names. */
final class Postmaster {
    private final Path data;

    Postmaster(Path data) {
        this.data = data;
    }

    /** The server that runs on this directory: left over from a JVM that was killed. */
    Optional<ProcessHandle> running() {
        return named().filter(this::servesThisDirectory);
    }

    /**
     * Removes a pid file whose number belongs to some other process by now, as after a crash of the machine: Postgres
     * would refuse to start. A file whose process is gone is left to Postgres, which also looks for orphaned children.
     */
    void forgetStranger() {
        if (named().filter(process -> !servesThisDirectory(process)).isPresent()) {
            try {
                Files.deleteIfExists(data.resolve("postmaster.pid"));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot remove the stale postmaster.pid in " + data, e);
            }
        }
    }

    private Optional<ProcessHandle> named() {
        var lines = pidFile();
        return lines.isEmpty()
                ? Optional.empty()
                : ProcessHandle.of(number(lines.getFirst())).filter(ProcessHandle::isAlive);
    }

    private boolean servesThisDirectory(ProcessHandle process) {
        var cwd = Path.of("/proc/%d/cwd".formatted(process.pid()));
        try {
            var name = process.info().command().map(command -> Path.of(command).getFileName().toString()).orElse("");
            // The postmaster's working directory is its data directory. Without /proc its arguments must do.
            return name.startsWith("postgres") && (Files.exists(cwd)
                    ? Files.isSameFile(cwd, data)
                    : process.info().arguments().map(List::of).orElse(List.of()).contains(data.toString()));
        } catch (IOException e) {
            return false;
        }
    }

    private List<String> pidFile() {
        try {
            return Files.readAllLines(data.resolve("postmaster.pid"));
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read postmaster.pid in " + data, e);
        }
    }

    private static long number(String line) {
        try {
            return Long.parseLong(line.strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
