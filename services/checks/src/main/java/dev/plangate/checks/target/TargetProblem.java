package dev.plangate.checks.target;

/** Why a target could not be asked: a sentence that names the cause and what to do, without secrets. */
public final class TargetProblem extends Exception {
    private static final long serialVersionUID = 1L;

    /** What kind of problem it is. */
    public enum Kind {
        /** User or password are wrong, or the server lets the user in nowhere. */
        LOGIN_REFUSED,
        /** Nobody answers there, or not in time. */
        UNREACHABLE,
        /** The server has no such database. */
        NO_DATABASE,
        /** It answers, and something else is wrong. */
        OTHER
    }

    private final Kind kind;

    TargetProblem(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
