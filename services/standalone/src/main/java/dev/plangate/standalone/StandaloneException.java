package dev.plangate.standalone;

/** What keeps the standalone mode from starting, in one sentence that says what to do. */
public final class StandaloneException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StandaloneException(String message) {
        super(message);
    }

    public StandaloneException(String message, Throwable cause) {
        super(message, cause);
    }
}
