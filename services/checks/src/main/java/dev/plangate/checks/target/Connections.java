package dev.plangate.checks.target;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** How a connection to a target ends. None of it fails: there is nothing that could be done. */
final class Connections {
    /** What telling a target to stop a statement may take; the connection is cut after it, whatever the target said. */
    static final Duration CANCELING = Duration.ofSeconds(1);

    /** Asks a server to stop what a connection runs there. */
    interface Cancel {
        void of(Connection connection) throws SQLException;
    }

    private Connections() {}

    /** On a thread of its own: the request opens a connection, and looking up a host has no limit. */
    static void cancel(Connection connection, Cancel cancel) {
        Thread request = Thread.ofVirtual().name("check-cancel").start(() -> {
            try {
                cancel.of(connection);
            } catch (SQLException e) {
                // the connection is cut all the same
            }
        });
        try {
            if (!request.join(CANCELING)) {
                request.interrupt();
            }
        } catch (InterruptedException e) {
            request.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    /** At once, whatever is under way. */
    static void cut(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // it is gone already
        }
    }

    /** Says goodbye to the server. */
    static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // it is gone already
        }
    }
}
