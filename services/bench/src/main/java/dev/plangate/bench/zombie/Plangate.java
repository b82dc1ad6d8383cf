package dev.plangate.bench.zombie;

import dev.plangate.bench.zombie.Report.Word;
import dev.plangate.db.Database;
import dev.plangate.db.DatabaseConfig;
import dev.plangate.db.Plans;
import dev.plangate.db.Runs;
import dev.plangate.db.row.Claim;
import dev.plangate.db.row.Completion;
import dev.plangate.db.row.Held;
import dev.plangate.db.row.PlanRow;
import dev.plangate.db.row.RunRow;
import dev.plangate.pipeline.worker.domain.RunReport;
import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.CheckRunResult;
import dev.plangate.v1.Plan;
import dev.plangate.v1.PlanState;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Plangate's own queue of check runs. The worker here does not look at its own clock and ignores what heartbeats answer:
 * a real one stops by itself, and the promise must not rest on that.
 */
final class Plangate implements Contestant {
    private static final String PLAN = "projects/zombie/plans/p";
    private static final Duration LEASE = Duration.ofSeconds(2);

    @Override
    public String version() {
        return "this build";
    }

    @Override
    public String settings() {
        return "lease 2 s, renewed every 0.5 s, reaped and polled every 50 ms";
    }

    @Override
    public void prepare(Access access) {
        try (Database database = open(access)) {
            database.migrate();
            var plan = new PlanRow(0, PLAN, "projects/zombie", 1,
                    Plan.newBuilder().setName(PLAN).setRevision(1).build(), PlanState.Liveness.LIVE, 1, "digest",
                    List.of(), 1, "");
            database.transaction(tx -> {
                new Plans().save(tx, List.of(plan));
                new Runs(database).save(tx, List.of(
                        new RunRow(PLAN, 1, 1, "digest", 1, CheckRun.Status.AVAILABLE, "", null, null, "")));
                return null;
            });
        }
    }

    @Override
    public void work(Access access, Body body) throws InterruptedException {
        try (Database database = open(access)) {
            var runs = new Runs(database);
            body.report(Word.READY, "");
            while (true) {
                runs.reap(10, 5, RunReport::terminal);
                List<Claim> claims = runs.claim(body.worker(), 1, LEASE);
                if (claims.isEmpty()) {
                    TimeUnit.MILLISECONDS.sleep(50);
                    continue;
                }
                Claim claim = claims.getFirst();
                try (Renewal _ = Renewal
                        .every500Millis(() -> runs.heartbeat(body.worker(), List.of(claim.held()), LEASE))) {
                    body.run();
                }
                Set<Held> done = runs.complete(List.of(completion(claim, body.worker())));
                body.report(done.contains(claim.held()) ? Word.ACCEPTED : Word.REFUSED,
                        "fence %d: %s".formatted(claim.fence(), done.isEmpty() ? "no run matched" : "completed"));
            }
        }
    }

    private static Completion completion(Claim claim, String worker) {
        var result = CheckRunResult.newBuilder().addOutcomes(CheckOutcome.newBuilder()
                .setStatus(CheckOutcome.Status.SUCCESS).setTitle("checked").setContent(worker)).build();
        return new Completion(claim.plan(), claim.fence(), CheckRun.Status.DONE, "", result, 0, 0, List.of());
    }

    @Override
    public Stored stored(Access access) {
        try (Database database = open(access)) {
            var runs = new Runs(database);
            return database.transaction(tx -> {
                // The result first: each statement sees what is committed by then, and a run that has one has ended.
                var by = runs.result(tx, PLAN).map(result -> result.getOutcomes(0).getContent());
                var run = runs.find(tx, Set.of(PLAN)).getFirst();
                return new Stored(by,
                        "%s, fence %d, result of %s".formatted(run.status(), run.fence(), by.orElse("nobody")));
            });
        }
    }

    /** Every limit of a session stays below the lease. */
    private static Database open(Access access) {
        return Database.open(DatabaseConfig.of(access.url(), access.user(), access::password).withPoolSize(3)
                .withTimeouts(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(1),
                        Duration.ofMillis(1500), Duration.ofSeconds(2)));
    }
}
