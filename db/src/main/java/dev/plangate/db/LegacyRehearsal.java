package dev.plangate.db;

import dev.plangate.db.row.Rehearsal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Runs the migrations themselves, on a copy of the old layout: what it tells is what they did, not what another program thinks
 * that they would do.
 */
final class LegacyRehearsal {

    /** The originals stay within reach by names of their own when the copies have taken theirs. */
    private static final String ASIDE = """
            create temporary view legacy_project as select resource_id, name, deleted from project;
            create temporary view legacy_plan as
              select id, deleted, created_at, updated_at, project, name, description, config from plan;
            create temporary view legacy_run as
              select id, created_at, updated_at, plan_id, status, type, config, result, payload from plan_check_run;
            create temporary table legacy_schema on commit drop as select current_schema() as name;
            do $$
            declare
              copy text := 'plangate_rehearsal_' || pg_backend_pid();
            begin
              execute format('create schema %I', copy);
              perform set_config('search_path', quote_ident(copy), true);
            end $$
            """;

    private static final String COPY = """
            insert into project (resource_id, name, deleted) select * from legacy_project;
            insert into plan (id, deleted, created_at, updated_at, project, name, description, config) select * from legacy_plan;
            insert into plan_check_run (id, created_at, updated_at, plan_id, status, type, config, result, payload)
              select * from legacy_run;
            analyze project, plan, plan_check_run
            """;

    private final Connection connection;

    LegacyRehearsal(Connection connection) {
        this.connection = connection;
    }

    /**
     * Runs the scripts.
     *
     * @param scripts all migrations from V1 on: "V1__legacy_layout.sql"
     * @param plan to be told about in full
     */
    Rehearsal of(List<String> scripts, Optional<String> plan) {
        try {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            try {
                execute(ASIDE);
                execute(text(scripts.getFirst()));
                execute(COPY);
                for (String script : scripts.subList(1, scripts.size())) {
                    execute(text(script));
                }
                return new RehearsalReport(new Tx(connection)).of(plan);
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw Failures.of(e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(String script) {
        try (InputStream in = LegacyRehearsal.class.getResourceAsStream("/db/migration/" + script)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("migration " + script, e);
        }
    }
}
