package dev.plangate.bench.migration;

import dev.plangate.standalone.postgres.EmbeddedPostgres;
import dev.plangate.standalone.postgres.OwnDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The old tables, as the original system left them behind: no history of migrations. */
final class OldRows implements AutoCloseable {
    private static final String LAYOUT = "/db/migration/V1__legacy_layout.sql";

    /**
     * Ten rows for each plan, of 4 databases and 2 types, so that two are replaced; created over 40 days, so that a quarter is
     * old. One row in fifty was cancelled, one in a hundred failed, one in two hundred was running; one in a hundred holds
     * nonsense. Three findings with a place in the SQL, or a summary of two tables.
     */
    private static final String FILL = """
            insert into project (resource_id, name) select 'p' || i, 'Project ' || i from generate_series(0, 99) i;
            insert into plan (id, project, name, description, config)
              select i, 'p' || i % 100, 'Plan ' || i, '', '{"specs": [{"id": "1"}]}' from generate_series(0, current_setting('bench.rows')::int / 10) i;
            insert into plan_check_run (id, created_at, updated_at, plan_id, status, type, config, result, payload)
            select i, at.time, at.time + interval '20 seconds', i / 10,
                   case when i % 50 = 7 then 'CANCELED' when i % 100 = 11 then 'FAILED' when i % 200 = 13 then 'RUNNING' else 'DONE' end,
                   case when i % 2 = 0 then 'bb.plan-check.database.statement.advise'
                        else 'bb.plan-check.database.statement.summary.report' end,
                   case when i % 300 = 17 then '{"instanceId": "prod", "sheetSha256": 12}'
                        else jsonb_build_object('instanceId', 'prod-' || i % 7, 'databaseName', 'shop_' || i / 2 % 4,
                                                'sheetSha256', encode(sha256((i / 10)::text::bytea), 'hex'),
                                                'enablePriorBackup', true, 'ghostFlags', '{}'::jsonb) end,
                   case when i % 300 = 19 then '{"results": [{"status": "MAYBE", "code": "x"}, 4]}'
                        when i % 2 = 0 then jsonb_build_object('results', (
                          select jsonb_agg(jsonb_build_object('status', 'WARNING', 'title', 'column.no-null', 'code', 402,
                                   'content', 'Column "note" of table "orders" cannot have NULL value, statement ' || i || '.' || f,
                                   'sqlReviewReport', jsonb_build_object('line', f, 'column', 1,
                                      'startPosition', jsonb_build_object('line', f, 'column', 5),
                                      'endPosition', jsonb_build_object('line', f, 'column', 40))))
                            from generate_series(1, 3) f))
                        else jsonb_build_object('results', jsonb_build_array(jsonb_build_object('status', 'SUCCESS', 'title', 'OK',
                               'sqlSummaryReport', jsonb_build_object('statementTypes', '["ALTER_TABLE", "UPDATE"]'::jsonb,
                                 'affectedRows', i % 10000, 'changedResources', jsonb_build_object('databases', jsonb_build_array(
                                   jsonb_build_object('name', 'shop_' || i / 2 % 4, 'schemas', jsonb_build_array(
                                     jsonb_build_object('name', 'public', 'tables', jsonb_build_array(
                                       jsonb_build_object('name', 'orders', 'tableRows', '300000'),
                                       jsonb_build_object('name', 'customers', 'tableRows', '150000'))))))))))) end,
                   '{}'
              from generate_series(1, current_setting('bench.rows')::int) i
             cross join lateral (select now() - (i / 10 * 7919 % 40) * interval '1 day' - i % 10 * interval '1 minute' as time) at;
            """;

    private final Connection connection;

    OldRows(EmbeddedPostgres postgres) throws SQLException {
        connection = DriverManager.getConnection(postgres.jdbcUrl(OwnDatabase.NAME), OwnDatabase.NAME,
                postgres.password());
    }

    void fill(int rows) throws SQLException, IOException {
        try (InputStream layout = OldRows.class.getResourceAsStream(LAYOUT);
                var size = connection.prepareStatement("select set_config('bench.rows', ?, false)");
                var statement = connection.createStatement()) {
            size.setString(1, Integer.toString(rows));
            size.execute();
            statement.execute(new String(layout.readAllBytes(), StandardCharsets.UTF_8));
            statement.execute(FILL);
            statement.execute("vacuum analyze");
        }
    }

    /** What plan_check_run takes, with its indexes and large values. */
    long bytes() throws SQLException {
        try (var statement = connection.createStatement();
                var size = statement.executeQuery("select pg_total_relation_size('plan_check_run')")) {
            size.next();
            return size.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
