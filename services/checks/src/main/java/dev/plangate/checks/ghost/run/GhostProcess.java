package dev.plangate.checks.ghost.run;

import dev.plangate.checks.ghost.ConfigurationFile;
import dev.plangate.checks.ghost.DryRunCommand;
import dev.plangate.checks.ghost.DryRunEnd;
import dev.plangate.checks.ghost.DryRunEnd.Ended;
import dev.plangate.checks.ghost.DryRunEnd.NotStarted;
import dev.plangate.checks.ghost.DryRunEnd.Stopped;
import dev.plangate.checks.ghost.DryRunEnd.TimedOut;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One dry run of gh-ost, in a directory of its own that nobody else can read. Used once. */
public final class GhostProcess {
    /** How long the last words of a program are waited for that has ended. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);
    private static final int BUFFER = 8 * 1024;

    private Process running;
    private boolean stopped;

    /**
     * Runs it.
     *
     * @param password null = none
     */
    public DryRunEnd run(Path binary, DryRunCommand command, String user, String password, Duration limit) {
        Optional<String> configuration = ConfigurationFile.text(user, password);
        if (configuration.isEmpty()) {
            return new NotStarted(
                    "gh-ost's configuration file cannot hold the user's name or password: it takes ${...} and %(...)s for variables, and has no control characters.");
        }
        Path directory = null;
        try {
            directory = Files.createTempDirectory("gh-ost",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path file = Files.createFile(directory.resolve("client.cnf"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, configuration.get());
            var arguments = new ArrayList<>(command.arguments(file.toString(), directory.toString()));
            arguments.addFirst(binary.toString());
            return within(limit, arguments, directory, password);
        } catch (IOException e) {
            return new NotStarted("gh-ost could not be started (" + e.getMessage() + ").");
        } finally {
            delete(directory);
        }
    }

    private DryRunEnd within(Duration limit, List<String> arguments, Path directory, String password)
            throws IOException {
        var builder = new ProcessBuilder(arguments).directory(directory.toFile()).redirectErrorStream(true)
                .redirectInput(new File("/dev/null"));
        // The worker's environment holds the passwords of all instances.
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/local/bin:/usr/bin:/bin");
        builder.environment().put("TMPDIR", directory.toString());
        Process process = begin(builder);
        if (process == null) {
            return new Stopped();
        }
        var output = new OutputEnds();
        Thread reader = Thread.ofPlatform().daemon().name("gh-ost-output").start(() -> read(process, output));
        boolean ended = false;
        boolean interrupted = false;
        try {
            ended = process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (!ended) {
            kill(process);
        }
        interrupted |= awaitLastWords(reader);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return interrupted || wasStopped()
                ? new Stopped()
                : ended
                        ? new Ended(process.exitValue(), output.text(password))
                        : new TimedOut(limit, output.text(password));
    }

    private synchronized Process begin(ProcessBuilder builder) throws IOException {
        running = stopped ? null : builder.start();
        return running;
    }

    private synchronized boolean wasStopped() {
        return stopped;
    }

    /** Ends it, be it at work or still to begin. By any thread. */
    public synchronized void stop() {
        stopped = true;
        if (running != null) {
            kill(running);
        }
    }

    /** With all that it started: children are looked for first, for those of the dead are found by nobody. */
    private static void kill(Process process) {
        var children = process.descendants().toList();
        process.destroyForcibly();
        children.stream().flatMap(ProcessHandle::descendants).forEach(ProcessHandle::destroyForcibly);
        children.forEach(ProcessHandle::destroyForcibly);
    }

    /** Whether the wait was interrupted. */
    private static boolean awaitLastWords(Thread reader) {
        try {
            reader.join(LAST_WORDS);
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    /** Reads on whatever comes: a program that nobody reads stops at a full pipe. */
    private static void read(Process process, OutputEnds output) {
        var buffer = new byte[BUFFER];
        try (InputStream stream = process.getInputStream()) {
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                output.add(buffer, read);
            }
        } catch (IOException e) {
            // it was killed: what it had said is kept
        }
    }

    private static void delete(Path directory) {
        if (directory == null) {
            return;
        }
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException("the directory of a dry run cannot be deleted", e);
        }
    }
}
