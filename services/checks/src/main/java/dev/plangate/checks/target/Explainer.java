package dev.plangate.checks.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plangate.checks.sql.Modifies;
import dev.plangate.checks.sql.Statement;
import dev.plangate.checks.summary.Planner;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.List;
import org.postgresql.core.Field;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.SqlCommand;
import org.postgresql.core.Tuple;
import org.postgresql.jdbc.PgConnection;

/**
 * Asks a target's planner how many rows a statement would change. Never with ANALYZE, which would run it.
 *
 * <p>What stands between a hostile statement and the target: only INSERT, UPDATE, DELETE, MERGE, and SELECT with one of them in WITH; only text that PostgreSQL's
 * grammar delimited as one statement; sent verbatim, past the driver's own parser, which would look for semicolons, question marks and {fn} escapes; by the
 * extended protocol, in which the server refuses a second statement; in a READ ONLY transaction with timeouts, which is rolled back.
 */
public final class Explainer implements Planner {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PREFIX = "EXPLAIN (FORMAT JSON) ";

    private final TargetSession session;

    public Explainer(TargetSession session) {
        this.session = session;
    }

    @Override
    public long rows(Statement statement, List<String> path) throws NotPlanned {
        if (!Modifies.rows(statement)) {
            throw new IllegalArgumentException("a statement of type " + statement.type() + " is not explained");
        }
        try {
            JsonNode plans = session.readOnly(path, connection -> explain(connection, statement.text()));
            return PlanRows.modified(plans);
        } catch (SQLException e) {
            throw new NotPlanned(session.target().scrubbed(TargetProblems.firstLine(e)), e);
        }
    }

    private static JsonNode explain(Connection connection, String text) throws SQLException {
        QueryExecutor executor = connection.unwrap(PgConnection.class).getQueryExecutor();
        Query query = executor.wrap(List.of(new NativeQuery(PREFIX + text, new int[0], false, SqlCommand.BLANK)));
        var answer = new FirstValue();
        executor.execute(query, null, answer, 0, 0,
                QueryExecutor.QUERY_ONESHOT | QueryExecutor.QUERY_NO_BINARY_TRANSFER);
        try {
            return JSON.readTree(answer.value);
        } catch (IOException e) {
            throw new SQLException("the server's plan cannot be read", e);
        }
    }

    /** Keeps the first column of the first row. */
    private static final class FirstValue extends ResultHandlerBase {
        private byte[] value = new byte[0];

        @Override
        public void handleWarning(SQLWarning warning) {
            // a plan comes with no warning that matters here
        }

        @Override
        public void handleResultRows(Query query, Field[] fields, List<Tuple> tuples, ResultCursor cursor) {
            byte[] first = tuples.isEmpty() ? null : tuples.getFirst().get(0);
            value = first == null ? value : first;
        }
    }
}
