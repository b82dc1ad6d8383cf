package dev.plangate.db;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** What an SQLSTATE means to a caller. Codes: Postgres manual, appendix A. */
final class Failures {

    private Failures() {}

    /** What a store itself found to have changed under its hands. */
    static DatabaseException conflict(String message) {
        return new DatabaseException(DatabaseException.Kind.CONFLICT, "", message, null);
    }

    static DatabaseException of(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        // No state at all: the pool says it, not Postgres; it is closed, or has no connection to give.
        DatabaseException.Kind kind = state.isEmpty() || failure instanceof SQLTransientConnectionException
                ? DatabaseException.Kind.UNAVAILABLE
                : kind(state);
        return new DatabaseException(kind, state, "%s (SQLSTATE %s)".formatted(failure.getMessage(), state), failure);
    }

    /** Whether a connection broke, or gave no sign of life to the pool; not that all are in use. */
    static boolean lostConnection(SQLException failure) {
        return (failure.getSQLState() != null && failure.getSQLState().startsWith("08"))
                || (failure instanceof SQLTransientConnectionException && failure.getCause() != null);
    }

    private static DatabaseException.Kind kind(String state) {
        if (state.startsWith("40") || state.equals("55P03")) {
            return DatabaseException.Kind.CONFLICT;
        }
        if (state.startsWith("22") || state.startsWith("23") || state.startsWith("54")) {
            return DatabaseException.Kind.REFUSED;
        }
        // Statement and transaction timeout; the second ends the connection.
        if (state.equals("57014") || state.equals("25P04")) {
            return DatabaseException.Kind.TOO_LONG;
        }
        // 08 connection, 53 resources, 57 shutdown, 58 system, 25P03 idle in a transaction.
        boolean unavailable = state.startsWith("08") || state.startsWith("53") || state.startsWith("57")
                || state.startsWith("58") || state.equals("25P03");
        return unavailable ? DatabaseException.Kind.UNAVAILABLE : DatabaseException.Kind.OTHER;
    }
}
