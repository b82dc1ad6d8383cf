package dev.plangate.db;

/** A statement or transaction that Postgres did not carry out. The transaction it was part of is rolled back. */
public final class DatabaseException extends RuntimeException {

    /** What the caller can do about it. */
    public enum Kind {
        /** Cancelled by Postgres because it took too long. Less at once may pass; what is alone is tried again. */
        TOO_LONG,
        /** No answer: not reachable, shutting down, out of connections. Wait, then try again. A commit may have happened. */
        UNAVAILABLE,
        /** Lost against another transaction: deadlock, serialization failure, lock timeout. Run the transaction again. */
        CONFLICT,
        /** The data cannot be stored (SQLSTATE 22, 23, 54): a NUL in text, a size, a constraint. Find the record by halving the batch. */
        REFUSED,
        /** Anything else: a bug, a missing migration, missing rights. */
        OTHER
    }

    private final Kind kind;
    private final String sqlState;

    DatabaseException(Kind kind, String sqlState, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.sqlState = sqlState;
    }

    /** What the caller can do about it. */
    public Kind kind() {
        return kind;
    }

    /** The five characters of SQLSTATE; empty when there are none. */
    public String sqlState() {
        return sqlState;
    }
}
