package dev.plangate.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.plangate.db.row.MigrationStep;
import dev.plangate.db.row.Rehearsal;
import dev.plangate.db.row.Rehearsal.OldRow;
import dev.plangate.db.row.Rehearsal.Verdict;
import dev.plangate.db.row.SchemaState;
import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckRunResult;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way from the tables of the original system: found, tried out, walked as a whole or not at all. */
class MigrationsIT {
    private static final Duration PATIENCE = Duration.ofMillis(300);
    private static final String ADVISE = "bb.plan-check.database.statement.advise";
    private static final String PLAN = "projects/shop/plans/1";

    private final DatabaseConfig config = TestPostgres.empty();
    private final Migrations migrations = new Migrations(config, PATIENCE);
    private final List<MigrationStep> steps = new ArrayList<>();

    /** Tables of the original system, which knows nothing of our history. */
    @BeforeEach
    void theOldTables() throws Exception {
        try (InputStream v1 = getClass().getResourceAsStream("/db/migration/V1__legacy_layout.sql")) {
            sql(new String(v1.readAllBytes(), StandardCharsets.UTF_8));
        }
        sql("insert into project (resource_id) values ('shop')");
        sql("insert into plan (id, project) values (1, 'shop'), (2, 'shop')");
    }

    @Test
    void theOldTablesAreFoundAndMigratedWithoutBeingAsked() {
        row(1, 1, "DONE", ADVISE, "d", 1);
        assertThat(migrations.state()).isInstanceOfSatisfying(SchemaState.Legacy.class,
                legacy -> assertThat(legacy.pending()).startsWith("V2 one run per plan"));

        migrations.apply(steps::add);

        assertThat(migrations.state()).isInstanceOfSatisfying(SchemaState.Known.class,
                known -> assertThat(known.pending()).isEmpty());
        assertThat(text("select string_agg(name, ',' order by name) from plan")).isEqualTo(PLAN
                + ",projects/shop/plans/2");
        assertThat(steps.getFirst()).isEqualTo(new MigrationStep("V2 one run per plan", 1, steps.size() / 2, false));
        assertThat(steps.getLast().number()).isEqualTo(steps.getLast().of());
        assertThat(steps.getLast().done()).isTrue();
        migrations.apply(steps::add);
        assertThat(steps.getLast().number()).as("a second time nothing is done").isEqualTo(steps.size() / 2);
    }

    @Test
    void whateverElseIsThereIsLeftAloneAndSaysWhatIsWrong() {
        sql("alter table plan_check_run drop column payload, alter column plan_id type int");
        sql("alter table plan rename constraint plan_project_fkey to fk_project");

        assertThat(migrations.state()).isEqualTo(new SchemaState.Foreign(List.of(
                "column plan_check_run.plan_id is integer, should be bigint",
                "column plan_check_run.payload (jsonb) is missing",
                "constraint plan_project_fkey on plan is missing: alter table plan rename constraint ... to plan_project_fkey")));
        assertThatThrownBy(() -> migrations.apply(steps::add)).isInstanceOf(ForeignSchema.class)
                .hasMessageContaining("plan_check_run.payload");
        assertThatThrownBy(() -> migrations.rehearse(Optional.empty())).isInstanceOf(ForeignSchema.class);
        assertThat(text("select to_regclass('flyway_schema_history')")).isNull();
    }

    @Test
    void aFailureInALateStepUndoesTheEarlierOnes() {
        row(1, 1, "DONE", ADVISE, "d", 1);
        sql("create table sheet (id int)");
        sql("create view runs_of_old as select type from plan_check_run");

        assertThat(migrations.rehearse(Optional.empty()).orElseThrow().obstacles()).containsExactly(
                "sheet exists already: rename it, or move the old tables to a schema of their own",
                "view public.runs_of_old uses the old tables: drop it, and make it anew afterwards");
        sql("drop view runs_of_old");
        assertThatThrownBy(() -> migrations.apply(steps::add)).isInstanceOf(DatabaseException.class)
                .hasMessageContaining("relation \"sheet\" already exists");

        assertThat(text("select type from plan_check_run")).isEqualTo(ADVISE);
        sql("drop table sheet");
        migrations.apply(steps::add);
        assertThat(text("select count(*) from plan_check_run where status = 'DONE'")).isEqualTo("1");
    }

    @Test
    void aProcessThatEndsAfterTheLastStepHasDoneNothing() {
        row(1, 1, "DONE", ADVISE, "d", 1);

        assertThatThrownBy(() -> migrations.apply(step -> {
            if (step.done() && step.number() == step.of()) {
                throw new IllegalStateException("killed");
            }
        })).hasStackTraceContaining("killed");

        assertThat(text("select type from plan_check_run")).as("the old layout").isEqualTo(ADVISE);
        migrations.apply(steps::add);
        assertThat(steps.getFirst().migration()).as("and no step is thought to be done")
                .isEqualTo("V2 one run per plan");
    }

    @Test
    void whoWaitsForALockGivesUpSaysWhoHoldsItAndHasChangedNothing() throws SQLException {
        row(1, 1, "RUNNING", ADVISE, "d", 1);
        try (Connection old = TestPostgres.connect(config.url()); var statement = old.createStatement()) {
            old.setAutoCommit(false);
            statement.execute("set application_name = 'old-system'");
            statement.execute("update plan_check_run set status = 'DONE'");

            assertThatThrownBy(() -> migrations.apply(steps::add)).isInstanceOfSatisfying(DatabaseException.class,
                    e -> assertThat(e.sqlState()).isEqualTo("55P03"));
            assertThat(migrations.lockHolders()).singleElement().asString()
                    .matches("pid [0-9]+ \\(old-system, idle in transaction for [0-9]+ s\\)");
            old.commit();
        }

        migrations.apply(steps::add);

        assertThat(text("select status from plan_check_run")).as("what the old system wrote last").isEqualTo("DONE");
    }

    /** The migration looks at the rows, and then truncates the table: what comes in between would be gone. */
    @Test
    void whatTheOldSystemWritesWhileTheMigrationWaitsIsNotLost() throws Exception {
        var patient = new Migrations(config, Duration.ofSeconds(60));
        try (Connection old = TestPostgres.connect(config.url()); var statement = old.createStatement()) {
            old.setAutoCommit(false);
            statement.execute("""
                    insert into plan_check_run (plan_id, status, type, config)
                    values (1, 'RUNNING', 'bb.plan-check.database.statement.advise', '{}')
                    """);
            var migration = Parallel.start(() -> {
                patient.apply(steps::add);
                return true;
            });
            Parallel.await("the migration to wait", () -> text("""
                    select count(*)
                      from pg_stat_activity
                     where wait_event_type = 'Lock' and datname = current_database()
                    """).equals("1"));

            old.commit();

            migration.get();
        }
        assertThat(text("select status from plan_check_run")).isEqualTo("AVAILABLE");
    }

    @Test
    void aRehearsalChangesNothingAndWaitsForNobody() throws SQLException {
        row(1, 1, "DONE", ADVISE, "d", 1);
        String before = text("select md5(string_agg(r::text, ',' order by id)) from plan_check_run r");
        try (Connection old = TestPostgres.connect(config.url()); var statement = old.createStatement()) {
            old.setAutoCommit(false);
            statement.execute("update plan_check_run set status = 'FAILED'");

            Rehearsal rehearsal = migrations.rehearse(Optional.empty()).orElseThrow();

            assertThat(rehearsal.runs().done()).as("the row as it is committed").isEqualTo(1);
            old.rollback();
        }
        assertThat(text("select md5(string_agg(r::text, ',' order by id)) from plan_check_run r")).isEqualTo(before);
        assertThat(text("select count(*) from pg_namespace where nspname like 'plangate%'")).isEqualTo("0");
        assertThat(migrations.state()).isInstanceOf(SchemaState.Legacy.class);
    }

    @Test
    void whatBecomesOfTheRowsOfOnePlanIsTold() {
        row(1, 1, "DONE", ADVISE, "d", 5);
        row(2, 1, "FAILED", ADVISE, "d", 1);
        row(3, 1, "CANCELED", ADVISE, "d", 1);
        row(4, 1, "DONE", ADVISE, "e", 31 * 24);
        row(5, 1, "DONE", ADVISE, "", 1);
        row(6, 2, "DONE", ADVISE, "d", 1);

        Rehearsal rehearsal = migrations.rehearse(Optional.of(PLAN)).orElseThrow();

        Rehearsal.OnePlan plan = rehearsal.plan().orElseThrow();
        assertThat(plan.rows()).extracting(OldRow::id, OldRow::verdict, OldRow::replacedBy).containsExactly(
                tuple(1L, Verdict.REPLACED, 2L),
                tuple(2L, Verdict.KEPT, 0L),
                tuple(3L, Verdict.CANCELED, 0L),
                tuple(4L, Verdict.OLD, 0L),
                tuple(5L, Verdict.KEPT, 0L));
        assertThat(plan.status()).isEqualTo("FAILED");
        assertThat(plan.notes())
                .containsExactly(new Rehearsal.Note(5, "config.databaseName", "", "kept without a target"));
        assertThat(rehearsal.fields()).containsExactly(
                new Rehearsal.Field("config.databaseName", "kept without a target", 1, PLAN, 5, ""));
        assertThat(migrations.rehearse(Optional.of("projects/shop/plans/7")).orElseThrow().plan()).isEmpty();
    }

    /** Postgres takes no JSON value above 256 MB, and a run is one value. */
    @Test
    void resultsThatAreTooLargeForOneRunAreCutAndCountAsAnError() {
        row(1_000, 2, "DONE", ADVISE, "d", 1);
        sql("""
                insert into plan_check_run (plan_id, status, type, config, result)
                select 1, 'DONE', '%s', jsonb_build_object('instanceId', 'i', 'databaseName', 'd' || i, 'sheetSha256', repeat('a', 64)),
                       jsonb_build_object('results', jsonb_build_array(
                         jsonb_build_object('status', 'SUCCESS', 'title', 'OK', 'content', repeat('x', 1000000))))
                  from generate_series(100, 169) i
                """
                .formatted(ADVISE));

        migrations.apply(steps::add);

        try (Database database = Database.open(config)) {
            CheckRunResult result = database.<Optional<CheckRunResult>>transaction(
                    tx -> new Runs(database).result(tx, PLAN)).orElseThrow();
            assertThat(result.getOutcomesCount()).isEqualTo(68);
            assertThat(result.getOutcomes(66).getTarget()).isEqualTo("instances/i/databases/d166");
            assertThat(result.getOutcomes(67).getStatus()).isEqualTo(CheckOutcome.Status.ERROR);
            assertThat(result.getOutcomes(67).getContent())
                    .isEqualTo("The old layout held 3 outcomes more than are taken over.");
        }
        assertThat(text("select field || '=' || found from migration_note where plan_id = 1"))
                .isEqualTo("result=3 outcomes beyond 64 MB");
        assertThat(text("select errors from plan_check_run where plan_id = 2")).isEqualTo("0");
    }

    /**
     * Trap 8: the newest row of a plan, type and target stands for all of its sheets, as it did in the old system. The report
     * says which was left out, and nothing is decided by it: the run checks no revision.
     */
    @Test
    void twoSheetsOnOneDatabaseAreTheNewerOneAndTheOtherIsReported() {
        row(1, 1, "DONE", ADVISE, "d", 2);
        sql("update plan_check_run set config = config || jsonb_build_object('sheetSha256', repeat('b', 64))");
        row(2, 1, "DONE", ADVISE, "d", 1);
        Rehearsal rehearsal = migrations.rehearse(Optional.of(PLAN)).orElseThrow();

        migrations.apply(steps::add);

        assertThat(rehearsal.plan().orElseThrow().rows().getFirst().replacedBy()).isEqualTo(2);
        assertThat(text("select result -> 'outcomes' -> 0 ->> 'sheetSha256' from plan_check_run"))
                .isEqualTo("a".repeat(64));
        assertThat(text("select revision || check_digest from plan_check_run")).isEqualTo("0");
    }

    /** Traps 13 and 20: what was deleted does not live again. Trap 15: plans of two projects stay two. */
    @Test
    void deletedPlansAndProjectsStayDeletedAndEachPlanKeepsItsProject() {
        sql("insert into project (resource_id, deleted) values ('gone', true)");
        sql("insert into plan (id, project, deleted) values (3, 'gone', false), (4, 'shop', true)");
        row(1, 3, "RUNNING", ADVISE, "d", 1);

        migrations.apply(steps::add);

        assertThat(text("select string_agg(name || ' ' || liveness, ',' order by id) from plan")).isEqualTo(
                "projects/shop/plans/1 LIVE,projects/shop/plans/2 LIVE,projects/gone/plans/3 LIVE,projects/shop/plans/4 DELETED");
        assertThat(text(
                "select string_agg(name || ' ' || archived || ' ' || coalesce(settings::text, 'unknown'), ',' order by name) from project"))
                .as("trap 19: without settings nothing is switched off")
                .isEqualTo("projects/gone true unknown,projects/shop false unknown");
    }

    @Test
    void planIdsMayHaveBeenGivenByASequence() {
        sql("create sequence ids owned by plan.id; alter table plan alter column id set default nextval('ids')");

        migrations.apply(steps::add);

        sql("insert into plan (project, name) values ('projects/shop', 'projects/shop/plans/new')");
        assertThat(text("select max(id) from plan")).isEqualTo("3");
        assertThat(text("select to_regclass('ids')")).isNull();
    }

    @Test
    void planIdsMayHaveBeenAnIdentity() {
        sql("alter table plan alter column id add generated always as identity");

        migrations.apply(steps::add);

        sql("insert into plan (project, name) values ('projects/shop', 'projects/shop/plans/new')");
        assertThat(text("select max(id) from plan")).isEqualTo("3");
    }

    @Test
    void ofTwoThatMigrateAtOnceOneWorksAndTheOtherWaits() throws Exception {
        row(1, 1, "DONE", ADVISE, "d", 1);
        var patient = new Migrations(config, Duration.ofSeconds(30));

        Parallel.run(2, () -> {
            patient.apply(_ -> {});
            return true;
        });

        assertThat(text("select count(*) from flyway_schema_history where version = '2'")).isEqualTo("1");
        assertThat(text("select count(*) from plan_check_run")).isEqualTo("1");
    }

    private void row(long id, long plan, String status, String type, String database, int hoursAgo) {
        sql("""
                insert into plan_check_run (id, plan_id, status, type, config, result, created_at, updated_at)
                select %d, %d, '%s', '%s',
                       jsonb_build_object('instanceId', 'i', 'databaseName', '%s', 'sheetSha256', repeat('a', 64)),
                       '{"results": [{"status": "SUCCESS", "title": "OK"}]}',
                       now() - interval '%d hours', now() - interval '%d hours'
                """.formatted(id, plan, status, type, database, hoursAgo, hoursAgo));
    }

    private void sql(String sql) {
        TestPostgres.execute(config.url(), sql);
    }

    /** The first column of the one row; null = null. */
    private String text(String sql) {
        try (Connection connection = TestPostgres.connect(config.url());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "(no row)";
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
