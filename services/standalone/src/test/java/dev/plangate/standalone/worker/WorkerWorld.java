package dev.plangate.standalone.worker;

import dev.plangate.checks.CheckEngine;
import dev.plangate.checks.Instances;
import dev.plangate.db.Database;
import dev.plangate.db.DatabaseConfig;
import dev.plangate.db.Groups;
import dev.plangate.db.Plans;
import dev.plangate.db.Projects;
import dev.plangate.db.RunResults;
import dev.plangate.db.Runs;
import dev.plangate.db.Sheets;
import dev.plangate.db.row.GroupRow;
import dev.plangate.db.row.PlanRow;
import dev.plangate.db.row.ProjectRow;
import dev.plangate.db.row.RunRow;
import dev.plangate.db.row.SheetRow;
import dev.plangate.db.row.TargetResult;
import dev.plangate.pipeline.config.Settings;
import dev.plangate.pipeline.runtime.Brake;
import dev.plangate.pipeline.runtime.Wake;
import dev.plangate.pipeline.targets.Derivation;
import dev.plangate.pipeline.targets.Inputs;
import dev.plangate.pipeline.targets.TargetDerivation;
import dev.plangate.pipeline.worker.Checking;
import dev.plangate.pipeline.worker.Targets;
import dev.plangate.pipeline.worker.WorkerService;
import dev.plangate.standalone.Await;
import dev.plangate.standalone.postgres.EmbeddedPostgres;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.Plan;
import dev.plangate.v1.PlanState;
import dev.plangate.v1.ProjectSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** A database of plans, and workers on it; no Kafka: what is published is read from the outbox. */
final class WorkerWorld implements AutoCloseable {
    private static final String PROJECT = "projects/shop";
    private static final List<String> SHEETS = "abcdef01".chars()
            .mapToObj(digit -> Character.toString(digit).repeat(64)).toList();
    private static final ProjectRow SHOP = new ProjectRow(PROJECT, 1, ProjectSettings.getDefaultInstance(), false);

    private static final String GROUP = PROJECT + "/databaseGroups/all";

    private final EmbeddedPostgres postgres;
    private final String url;
    private final Database database;
    private final List<WorkerService> workers = new ArrayList<>();
    private GroupRow group = new GroupRow(GROUP, 1, List.of(), false);

    WorkerWorld(EmbeddedPostgres postgres, String name) throws SQLException {
        this.postgres = postgres;
        try (var connection = DriverManager.getConnection(postgres.jdbcUrl("postgres"), EmbeddedPostgres.USER,
                postgres.password()); var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        url = postgres.jdbcUrl(name);
        database = Database.open(DatabaseConfig.of(url, EmbeddedPostgres.USER, postgres::password).withPoolSize(24));
        database.migrate();
        database.transaction(tx -> {
            new Projects().save(tx, List.of(SHOP));
            return new Sheets().save(tx, SHEETS.stream().map(sheet -> new SheetRow(sheet, "select 1")).toList());
        });
    }

    /** A worker that checks with this engine; 16 targets at once, of which 12 of slices. */
    WorkerService worker(CheckEngine engine, Map<String, String> settings) {
        return worker(engine, settings, Brake.NONE);
    }

    WorkerService worker(CheckEngine engine, Map<String, String> settings, Brake brake) {
        var all = new HashMap<>(Map.of("worker.concurrency", "16", "db.password", "unused"));
        all.putAll(settings);
        var worker = new WorkerService("worker-" + workers.size(), Settings.of(all).worker(),
                Settings.of(all).history(), database,
                new Checking(engine, Targets.of(Instances.of(List.of()))), new Wake(), () -> {}, brake,
                new SimpleMeterRegistry());
        worker.start();
        workers.add(worker);
        return worker;
    }

    /** A plan on databases d0, d1 ... of an instance, and its run, AVAILABLE. */
    String enqueue(String id, String instance, int databases) {
        return enqueue(id, instance, databases, 1);
    }

    /** The same with so many changes for each database, eight at most. */
    String enqueue(String id, String instance, int databases, int changes) {
        String name = PROJECT + "/plans/" + id;
        save(name, 1, databases(instance, databases), changes);
        return name;
    }

    /** The same on a group of so many databases. */
    String enqueueOnGroup(String id, String instance, int members) {
        String name = PROJECT + "/plans/" + id;
        setMembers(1, instance, members);
        save(name, 1, List.of(GROUP), 1);
        return name;
    }

    /** The group's members, and nothing else: no plan is looked at again, as if that had been forgotten. */
    void setMembers(int version, String instance, int members) {
        group = new GroupRow(GROUP, version, databases(instance, members), false);
        database.transaction(tx -> new Groups().save(tx, List.of(group)));
    }

    private static List<String> databases(String instance, int count) {
        return IntStream.range(0, count).mapToObj(i -> "instances/%s/databases/d%05d".formatted(instance, i)).toList();
    }

    /** Another revision in place of the one that is there, as intake writes it. */
    void supersede(String name, int revision, List<String> databases) {
        save(name, revision, databases, 1);
    }

    /** A run of the same revision that retries the newest one, as intake writes it. */
    void retry(String name) {
        database.transaction(tx -> {
            var plans = new Plans();
            var runs = new Runs(database);
            PlanRow plan = plans.lock(tx, List.of(name)).getFirst();
            RunRow run = runs.lock(tx, List.of(name)).getFirst();
            plans.save(tx, List.of(new PlanRow(plan.id(), name, PROJECT, plan.revision(), plan.plan(), plan.liveness(),
                    plan.version() + 1, plan.checkDigest(), List.of(), plan.lastRun() + 1, "")));
            runs.save(tx, List.of(new RunRow(name, plan.lastRun() + 1, run.revision(), plan.checkDigest(),
                    run.fence() + 1, CheckRun.Status.AVAILABLE, "", null, null, "", 0, run.run())));
            return null;
        });
    }

    /** What a run found on each target. */
    List<TargetResult> results(String plan, long run) {
        return database.transaction(
                tx -> new RunResults().targets(tx, plan, run, TargetResult.TargetPosition.START, Integer.MAX_VALUE));
    }

    private void save(String name, int revision, List<String> databases, int changes) {
        Plan plan = Plan.newBuilder().setName(name).setRevision(revision).setState(Plan.State.ACTIVE)
                .addAllSpecs(SHEETS.stream().limit(changes).map(sheet -> Plan.Spec.newBuilder()
                        .setId("change-" + sheet.charAt(0))
                        .setChangeDatabase(
                                Plan.ChangeDatabase.newBuilder().addAllTargets(databases).setSheetSha256(sheet))
                        .build()).toList())
                .build();
        Derivation derivation = TargetDerivation.derive(PROJECT, plan,
                new Inputs(Optional.of(SHOP), Map.of(GROUP, group), Set.copyOf(SHEETS)));
        database.transaction(tx -> {
            var plans = new Plans();
            var runs = new Runs(database);
            long id = plans.lock(tx, List.of(name)).stream().mapToLong(PlanRow::id).findFirst().orElse(0);
            long fence = runs.lock(tx, List.of(name)).stream().mapToLong(RunRow::fence).findFirst().orElse(0) + 1;
            plans.save(tx, List.of(new PlanRow(id, name, PROJECT, revision, plan, PlanState.Liveness.LIVE, revision,
                    derivation.checkDigest(), List.of(), revision, "")));
            runs.save(tx, List.of(new RunRow(name, revision, revision, derivation.checkDigest(), fence,
                    CheckRun.Status.AVAILABLE, "", null, null, "")));
            return null;
        });
    }

    /** Claims a plan's run twice under leases that are over at once, as workers do that are killed. */
    void loseTwice(String plan) {
        var runs = new Runs(database);
        for (int i = 0; i < 2; i++) {
            Await.until("a claim of " + plan, () -> !runs.claim("killed", 1, Duration.ofMillis(1)).isEmpty());
            Await.until("its lease to end",
                    () -> number("select count(*) from plan_check_run where lease_until > now()") == 0);
            if (i == 0) {
                runs.reap(1, Integer.MAX_VALUE, ended -> {
                    throw new AssertionError("not yet");
                });
            }
        }
    }

    RunRow run(String plan) {
        return database.transaction(tx -> new Runs(database).find(tx, Set.of(plan))).getFirst();
    }

    void awaitEnd(String plan, CheckRun.Status status) {
        Await.until(plan + " to be " + status, () -> run(plan).status() == status);
    }

    /** Records of a plan in the outbox. */
    long published(String plan, String topic) {
        return number("select count(*) from outbox where key = convert_to('%s', 'UTF8') and topic = '%s'"
                .formatted(plan, topic));
    }

    /** By the database's clock. */
    void awaitTimePassed(Duration time) {
        long begin = now();
        Await.until(time + " to pass", () -> now() - begin >= time.toMillis());
    }

    private long now() {
        return number("select (extract(epoch from clock_timestamp()) * 1000)::bigint");
    }

    long number(String sql) {
        return Long.parseLong(texts(sql).getFirst());
    }

    void execute(String... statements) {
        try (var connection = connect(); var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new AssertionError(String.join("; ", statements), e);
        }
    }

    /** Process ids of the sessions that the workers have. */
    List<String> sessions() {
        return texts("select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
    }

    /** The first column. */
    private List<String> texts(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var texts = new ArrayList<String>();
            while (result.next()) {
                texts.add(result.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** Beside the pool of the workers, which may stand still. */
    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url, EmbeddedPostgres.USER, postgres.password());
    }

    @Override
    public void close() {
        workers.forEach(WorkerService::close);
        database.close();
    }
}
