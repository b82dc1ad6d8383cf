package dev.plangate.bench.torture.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of ours. Its standard input stays open: it ends when that closes, and so with us. */
public final class Child {
    private final String name;
    private final Process process;
    private final Watchdog watchdog;

    private Child(String name, Process process, Watchdog watchdog) {
        this.name = name;
        this.process = process;
        this.watchdog = watchdog;
    }

    /** Starts one; what it writes is appended to {@code log}. */
    public static Child start(String name, List<String> command, Map<String, String> environment, Path log,
            Watchdog watchdog) {
        var builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(variable -> variable.startsWith("PLANGATE_"));
        builder.environment().putAll(environment);
        try {
            var child = new Child(name, builder.start(), watchdog);
            watchdog.watch(child.pid());
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException(name + " does not start", e);
        }
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** SIGKILL; returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd(Duration.ofSeconds(10));
    }

    /** SIGTERM, and SIGKILL when that takes too long. True when it ended by itself. */
    public boolean stop(Duration patience) {
        process.destroy();
        if (awaitEnd(patience)) {
            return true;
        }
        kill();
        return false;
    }

    /** SIGSTOP. */
    public void pause() {
        Signal.STOP.send(pid());
    }

    /** SIGCONT. */
    public void resume() {
        Signal.CONT.send(pid());
    }

    /** SIGQUIT: what all its threads do goes to its log. */
    public void printThreads() {
        Signal.QUIT.send(pid());
    }

    private boolean awaitEnd(Duration patience) {
        try {
            boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (ended) {
                watchdog.forget(pid());
            }
            return ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
