package dev.plangate.standalone.postgres;

import dev.plangate.standalone.Directories;
import dev.plangate.standalone.StandaloneException;
import dev.plangate.standalone.postgres.EmbeddedPostgres.Durability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs initdb, postgres and pg_ctl. */
record PostgresPrograms(PostgresBinaries binaries, Unprivileged user) {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresPrograms.class);
    /** Locales of the operating system differ between machines; the built-in one does not. */
    private static final List<String> INITDB = List.of("--username=" + EmbeddedPostgres.USER, "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions");

    /** The major version of the programs. */
    int major() throws IOException {
        // postgres (PostgreSQL) 18.4
        String said = run("postgres", command("postgres", List.of("--version")), Duration.ofSeconds(30));
        return Integer.parseInt(said.strip().replaceFirst("^.* ([0-9]+)[^ ]*$", "$1"));
    }

    /** Makes an empty cluster; under another name until it is whole. */
    void initialize(Path data, Password password, Durability durability) throws IOException {
        var unfinished = data.resolveSibling("data.unfinished");
        Directories.delete(unfinished);
        user.handOver(data.getParent());
        password.create();
        user.handOver(password.file());
        var arguments = new ArrayList<>(INITDB);
        arguments.add("--pgdata=" + unfinished);
        arguments.add("--pwfile=" + password.file());
        if (durability == Durability.TEMPORARY) {
            arguments.add("--no-sync");
        }
        run("initdb", command("initdb", arguments), Duration.ofSeconds(60));
        ServerConfiguration.include(unfinished);
        Files.move(unfinished, data);
    }

    /**
     * Starts the server through pg_ctl, which gives it a session of its own: Ctrl-C in a terminal must reach us alone.
     *
     * @param memory of each of its processes
     * @return the server, which takes connections
     */
    ProcessHandle start(Path data, Path log, MemoryLimit memory) throws IOException {
        try {
            run("pg_ctl", memory.command(command("pg_ctl", List.of("start", "-s", "-w", "-t", "120", "-D",
                    data.toString(), "-l", log.toString()))), Duration.ofSeconds(130));
        } catch (StandaloneException e) {
            throw new StandaloneException(
                    "the embedded Postgres does not start; the end of %s:%n%s".formatted(log, tail(log)), e);
        }
        return new Postmaster(data).running()
                .orElseThrow(() -> new StandaloneException("the embedded Postgres ended at once: see " + log));
    }

    /** Stops the server that a killed JVM left running on this directory: two servers on one directory destroy it. */
    void stopLeftOver(Path data) {
        var postmaster = new Postmaster(data);
        postmaster.forgetStranger();
        postmaster.running().ifPresent(process -> {
            LOG.info("stopping the Postgres (process {}) that an earlier run left in {}", process.pid(), data);
            stop(data, process, Durability.DURABLE);
        });
    }

    /** Ends the sessions and writes a checkpoint; where that takes too long, or the data is temporary, at once. */
    void stop(Path data, ProcessHandle process, Durability durability) {
        if (durability == Durability.DURABLE && signal("fast", data, process, Duration.ofSeconds(15))) {
            return;
        }
        if (!signal("immediate", data, process, Duration.ofSeconds(5))) {
            throw new StandaloneException(
                    "the Postgres in %s (process %d) does not stop: end it by hand".formatted(data, process.pid()));
        }
    }

    private boolean signal(String mode, Path data, ProcessHandle process, Duration patience) {
        try {
            run("pg_ctl", command("pg_ctl", List.of("stop", "-s", "-W", "-D", data.toString(), "-m", mode)), patience);
        } catch (IOException | StandaloneException e) {
            LOG.debug("it may have ended by itself a moment ago", e);
        }
        // The server is no child of ours, so that nobody tells us when it ends.
        var deadline = System.nanoTime() + patience.toNanos();
        while (runs(process) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        return !runs(process);
    }

    /** A process that ended and that its parent has not asked about yet has no program any more. */
    private static boolean runs(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    private List<String> command(String program, List<String> arguments) {
        return user.command(binaries.program(program), arguments);
    }

    /** What it printed. */
    private static String run(String program, List<String> command, Duration patience) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var output = CompletableFuture.supplyAsync(() -> {
            try {
                return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new StandaloneException("%s did not end within %s".formatted(program, patience));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new StandaloneException(program + " was interrupted", e);
        }
        if (process.exitValue() != 0) {
            throw new StandaloneException(
                    "%s failed (exit %d):%n%s".formatted(program, process.exitValue(), output.join().strip()));
        }
        return output.join();
    }

    private static String tail(Path log) throws IOException {
        if (!Files.exists(log)) {
            return "(empty)";
        }
        var lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    }
}
