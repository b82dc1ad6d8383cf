package dev.plangate.pipeline.console;

/** A command ends without having done what it was asked for; the message says why and what to do next. No bug. */
public final class Refusal extends RuntimeException {
    private final int exitCode;

    public Refusal(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** One of {@link dev.plangate.pipeline.runtime.ExitCode}. */
    public int exitCode() {
        return exitCode;
    }
}
