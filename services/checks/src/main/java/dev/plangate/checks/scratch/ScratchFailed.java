package dev.plangate.checks.scratch;

/** Why a scratch server could not be used: a sentence without its full stop, and without secrets. Says nothing about the SQL. */
public final class ScratchFailed extends Exception {
    private static final long serialVersionUID = 1L;

    public ScratchFailed(String message) {
        super(message);
    }

    public ScratchFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
