package dev.plangate.bench.torture.process;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Signals that Java itself does not send. */
public enum Signal {
    STOP, CONT, KILL,
    /** A JVM writes what all its threads do to its standard output. */
    QUIT;

    /** Sends it; a process that is gone is no error. */
    public void send(long pid) {
        try {
            new ProcessBuilder("kill", "-" + name(), Long.toString(pid)).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("kill -%s %d".formatted(name(), pid), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
