package dev.plangate.checks.scratch;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.List;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.SqlCommand;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.PgConnection;

/**
 * Sends statements as they are, each as exactly one: past the driver's own parser, by the extended protocol, in which the server refuses a second statement.
 * Rows and messages that come back are thrown away.
 */
record Verbatim(Connection connection) {
    /** More are not fetched: a statement may return rows without end. */
    private static final int ROWS = 1_000;

    void run(String text) throws SQLException {
        var executor = executor();
        var query = executor.wrap(List.of(new NativeQuery(text, new int[0], false, SqlCommand.BLANK)));
        executor.execute(query, null, new Discard(), ROWS, 0, QueryExecutor.QUERY_ONESHOT
                | QueryExecutor.QUERY_SUPPRESS_BEGIN | QueryExecutor.QUERY_NO_BINARY_TRANSFER);
    }

    /** Whether a transaction is open, by what the server said last. */
    TransactionState state() throws SQLException {
        return executor().getTransactionState();
    }

    private QueryExecutor executor() throws SQLException {
        return connection.unwrap(PgConnection.class).getQueryExecutor();
    }

    private static final class Discard extends ResultHandlerBase {
        @Override
        public void handleWarning(SQLWarning warning) {
            // one that raises notices in a loop must not fill our memory
        }
    }
}
