package dev.plangate.bench;

import java.io.PrintStream;

/** One line on standard error that says how far a long step is; rewritten on a terminal, one line per step elsewhere. */
public final class Progress {
    private static final long EVERY_NANOS = 500_000_000;

    private final PrintStream out;
    private final boolean terminal;
    private String step = "";
    private long last;

    /** On standard error. */
    @SuppressWarnings("SystemConsoleNull") // it is absent again since JDK 25
    public static Progress onStandardError() {
        return new Progress(System.err, System.console() != null && System.console().isTerminal());
    }

    public Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** The next step begins. */
    public void step(String name) {
        end();
        step = name;
        last = 0;
        if (!terminal) {
            out.println(name);
        }
    }

    /** How far it is. */
    public void at(int done, int of) {
        long now = System.nanoTime();
        if (terminal && now - last > EVERY_NANOS) {
            last = now;
            out.printf("\r%s: %,d of %,d", step, done, of);
            out.flush();
        }
    }

    /** The last step is over. */
    public void end() {
        if (terminal && !step.isEmpty()) {
            out.println();
        }
        step = "";
    }
}
