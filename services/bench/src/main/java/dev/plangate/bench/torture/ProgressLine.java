package dev.plangate.bench.torture;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/** How far the run is: on a terminal one line that changes, else a line every ten seconds. */
final class ProgressLine {
    private final PrintStream out;
    private final boolean terminal;
    private final long begin = System.nanoTime();
    private long last;

    private ProgressLine(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @SuppressWarnings("SystemConsoleNull") // it is absent again since JDK 25
    static ProgressLine onStandardError() {
        return new ProgressLine(System.err, System.console() != null && System.console().isTerminal());
    }

    /** Shown now and then. */
    synchronized void at(String text) {
        long now = System.nanoTime();
        if (now - last > TimeUnit.MILLISECONDS.toNanos(terminal ? 500 : 10_000)) {
            last = now;
            out.print(terminal ? "\r\033[K" + stamped(text) : stamped(text) + "\n");
            out.flush();
        }
    }

    /** Shown at once. */
    synchronized void step(String text) {
        out.println((terminal ? "\r\033[K" : "") + stamped(text));
        out.flush();
        last = System.nanoTime();
    }

    double seconds() {
        return (System.nanoTime() - begin) / 1e9;
    }

    private String stamped(String text) {
        return "%4ds  %s".formatted((long) seconds(), text);
    }
}
