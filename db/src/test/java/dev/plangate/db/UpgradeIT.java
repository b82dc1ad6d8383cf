package dev.plangate.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.db.legacy.LegacyPlan;
import dev.plangate.db.legacy.LegacyRow;
import dev.plangate.db.legacy.LegacyRows;
import dev.plangate.db.legacy.Oracle;
import dev.plangate.db.legacy.Upgraded;
import dev.plangate.db.row.Rehearsal;
import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckRunResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Thousands of rows of every shape, migrated for real, beside a calculation that knows nothing of the migration's SQL. */
class UpgradeIT {
    private static final int ROWS = 8_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private record StoredRun(String name, String status, Instant createdAt, Instant updatedAt, CheckRunResult result,
            int errors, int warnings, long run, long revision) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatTheRowsBecomeIsWhatHasToBecomeOfThem(long seed) throws SQLException {
        DatabaseConfig config = TestPostgres.empty();
        Migrations.configuration(config, PATIENCE).target("1").load().migrate();
        try (Database database = Database.open(config)) {
            Instant before = database.<Instant>transaction(Tx::now);
            LegacyRows old = LegacyRows.of(seed, ROWS, before);
            fill(config.url(), old);
            Upgraded wanted = Oracle.of(old.plans(), old.rows(), before);
            var migrations = new Migrations(config, PATIENCE);
            Rehearsal rehearsal = migrations.rehearse(Optional.empty()).orElseThrow();

            migrations.apply(_ -> {});

            Instant after = database.<Instant>transaction(Tx::now);
            Map<String, StoredRun> stored = runs(database);
            Map<Long, String> names = old.plans().stream()
                    .collect(Collectors.toMap(LegacyPlan::id, p -> "projects/" + p.project() + "/plans/" + p.id()));
            assertThat(stored.keySet())
                    .isEqualTo(wanted.runs().keySet().stream().map(names::get).collect(Collectors.toSet()));
            wanted.runs().forEach((plan, run) -> same(stored.get(names.get(plan)), run, before, after));
            Set<Upgraded.Note> notes = notes(database, wanted);
            assertThat(without(wanted.notes(), notes)).as("not listed").isEmpty();
            assertThat(without(notes, wanted.notes())).as("listed without a reason").isEmpty();
            same(rehearsal, wanted, old);
            assertThat(wanted.runs().values()).extracting(Upgraded.Run::status).contains("AVAILABLE", "FAILED", "DONE");
            assertThat(wanted.notes()).hasSizeGreaterThan(ROWS / 100);
        }
    }

    private static void same(StoredRun stored, Upgraded.Run wanted, Instant before, Instant after) {
        assertThat(stored.status()).as(stored.name()).isEqualTo(wanted.status());
        assertThat(stored.result().getOutcomesList()).as(stored.name()).isEqualTo(wanted.outcomes());
        assertThat(stored.errors()).as(stored.name()).isEqualTo((int) wanted.count(CheckOutcome.Status.ERROR));
        assertThat(stored.warnings()).as(stored.name()).isEqualTo((int) wanted.count(CheckOutcome.Status.WARNING));
        sameTime(stored, stored.createdAt(), wanted.createdAt(), before, after);
        if (!stored.status().equals("AVAILABLE")) {
            sameTime(stored, stored.updatedAt(), wanted.updatedAt(), before, after);
        }
        assertThat(stored.run()).isEqualTo(1);
        assertThat(stored.revision()).isZero();
    }

    private static void sameTime(StoredRun run, Instant stored, Instant wanted, Instant before, Instant after) {
        if (wanted == null) {
            assertThat(stored).as(run.name()).isBetween(before, after);
        } else {
            assertThat(stored).as(run.name()).isEqualTo(wanted);
        }
    }

    /** The rehearsal before the migration told what came. */
    private static void same(Rehearsal rehearsal, Upgraded wanted, LegacyRows old) {
        assertThat(rehearsal.obstacles()).isEmpty();
        assertThat(rehearsal.rows()).isEqualTo(new Rehearsal.Rows(old.rows().size(), verdicts(wanted, "KEPT"),
                verdicts(wanted, "REPLACED"), verdicts(wanted, "CANCELED"), verdicts(wanted, "OLD")));
        assertThat(rehearsal.runs()).isEqualTo(new Rehearsal.Runs(LegacyRows.projects().size(), old.plans().size(),
                wanted.runs().size(), statuses(wanted, "AVAILABLE"), statuses(wanted, "FAILED"),
                statuses(wanted, "DONE")));
        assertThat(rehearsal.fields().stream().mapToLong(Rehearsal.Field::count).sum())
                .isGreaterThanOrEqualTo(wanted.notes().size());
    }

    private static Set<Upgraded.Note> without(Set<Upgraded.Note> all, Set<Upgraded.Note> some) {
        Set<Upgraded.Note> left = new HashSet<>(all);
        left.removeAll(some);
        return left;
    }

    private static long verdicts(Upgraded wanted, String verdict) {
        return wanted.verdicts().values().stream().filter(verdict::equals).count();
    }

    private static long statuses(Upgraded wanted, String status) {
        return wanted.runs().values().stream().filter(run -> run.status().equals(status)).count();
    }

    private static Map<String, StoredRun> runs(Database database) {
        List<StoredRun> rows = database.transaction(tx -> tx
                .query("""
                        select p.name, r.status, r.created_at, r.updated_at, coalesce(r.result, '{}'), r.errors, r.warnings, r.run, r.revision
                          from plan_check_run r
                          join plan p on p.id = r.plan_id
                        """)
                .list(row -> new StoredRun(row.text(), row.text(), row.instant(), row.instant(),
                        row.json(CheckRunResult.newBuilder()).build(), row.integer(), row.integer(), row.number(),
                        row.number())));
        Map<String, StoredRun> byName = new HashMap<>();
        rows.forEach(run -> assertThat(byName.put(run.name(), run)).as("two runs of " + run.name()).isNull());
        return byName;
    }

    /** An object or a list is shown in a way of Postgres' own: of those it is not compared. */
    private static Set<Upgraded.Note> notes(Database database, Upgraded wanted) {
        Set<Upgraded.Note> any = wanted.notes().stream().filter(note -> note.found().equals("*"))
                .collect(Collectors.toSet());
        List<Upgraded.Note> stored = database.transaction(
                tx -> tx.query("select run_id, field, found, consequence from migration_note").list(
                        row -> new Upgraded.Note(row.number(), row.text(), row.text(), row.text())));
        Set<Upgraded.Note> notes = new HashSet<>();
        stored.forEach(note -> {
            var unshown = new Upgraded.Note(note.row(), note.field(), "*", note.consequence());
            notes.add(any.contains(unshown) ? unshown : note);
        });
        return notes;
    }

    private static void fill(String url, LegacyRows old) throws SQLException {
        try (Connection connection = TestPostgres.connect(url)) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection
                    .prepareStatement("insert into project (resource_id, deleted) values (?, ?)")) {
                for (String project : LegacyRows.projects()) {
                    insert.setString(1, project);
                    insert.setBoolean(2, project.equals("gone"));
                    insert.execute();
                }
            }
            try (PreparedStatement insert = connection
                    .prepareStatement("insert into plan (id, project, deleted) values (?, ?, ?)")) {
                for (LegacyPlan plan : old.plans()) {
                    insert.setLong(1, plan.id());
                    insert.setString(2, plan.project());
                    insert.setBoolean(3, plan.deleted());
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            try (PreparedStatement insert = connection.prepareStatement(
                    """
                            insert into plan_check_run (id, plan_id, created_at, updated_at, status, type, config, result, payload)
                            values (?, ?, ?::timestamptz, ?::timestamptz, ?, ?, ?::jsonb, ?::jsonb, ?::jsonb)
                            """)) {
                for (LegacyRow row : old.rows()) {
                    insert.setLong(1, row.id());
                    insert.setLong(2, row.plan());
                    insert.setString(3, row.createdAt());
                    insert.setString(4, row.updatedAt());
                    insert.setString(5, row.status());
                    insert.setString(6, row.type());
                    insert.setString(7, row.config());
                    insert.setString(8, row.result());
                    insert.setString(9, row.payload());
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            connection.commit();
        }
    }
}
