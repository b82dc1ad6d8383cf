package dev.plangate.bench.torture.process;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Kills what is left when this process ends, however it ends: a paused process does not see that its input was closed, and
 * Postgres does not look. A shell that is told of each process, and waits for the end of its input.
 */
public final class Watchdog implements AutoCloseable {
    private static final String SCRIPT = """
            pids=" " disk=
            while read -r what it; do
              case $what in
                watch) pids="$pids$it " ;;
                forget) pids=$(printf '%s' "$pids" | sed "s/ $it / /") ;;
                mounted) disk=$it ;;
              esac
            done
            for pid in $pids; do kill -9 "$pid" 2>/dev/null; done
            if [ -n "$disk" ]; then umount -l "$disk"; fi
            """;

    private final Process shell;
    private final OutputStream in;

    private Watchdog(Process shell) {
        this.shell = shell;
        this.in = shell.getOutputStream();
    }

    /** Starts it; in a session of its own, so that Ctrl-C in a terminal does not reach it. */
    public static Watchdog start() {
        try {
            return new Watchdog(new ProcessBuilder("setsid", "sh", "-c", SCRIPT)
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start());
        } catch (IOException e) {
            throw new UncheckedIOException("setsid (package util-linux) is missing", e);
        }
    }

    /** The process ends with us. */
    public void watch(long pid) {
        tell("watch " + pid);
    }

    /** The process has ended; its number may belong to a stranger soon. */
    public void forget(long pid) {
        tell("forget " + pid);
    }

    /** A file system that goes with us. */
    public void mounted(Path dir) {
        tell("mounted " + dir);
    }

    private synchronized void tell(String line) {
        try {
            in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            in.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the watchdog is gone", e);
        }
    }

    /** Kills what is left now. */
    @Override
    public void close() {
        try {
            in.close();
            shell.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
