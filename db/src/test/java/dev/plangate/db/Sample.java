package dev.plangate.db;

import dev.plangate.contract.Topics;
import dev.plangate.db.row.Claim;
import dev.plangate.db.row.Completion;
import dev.plangate.db.row.EndedRun;
import dev.plangate.db.row.OutboxRow;
import dev.plangate.db.row.PlanRow;
import dev.plangate.db.row.RunRow;
import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.CheckRunResult;
import dev.plangate.v1.Plan;
import dev.plangate.v1.PlanState;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Rows to test with. */
final class Sample {

    private Sample() {}

    static String planName(int i) {
        return "projects/shop/plans/p%06d".formatted(i);
    }

    static PlanRow plan(int i) {
        String name = planName(i);
        return new PlanRow(0, name, "projects/shop", 1, Plan.newBuilder().setName(name).setRevision(1).build(),
                PlanState.Liveness.LIVE, 1, "digest", List.of(), 1, "");
    }

    static RunRow available(String plan, Instant availableAt) {
        return new RunRow(plan, 1, 1, "digest", 1, CheckRun.Status.AVAILABLE, "", null, availableAt, "");
    }

    /** Stores plans from..to, each with a run that can be claimed. */
    static List<String> enqueue(Database database, int from, int to) {
        List<PlanRow> plans = IntStream.range(from, to).mapToObj(Sample::plan).toList();
        database.transaction(tx -> {
            new Plans().save(tx, plans);
            new Runs(database).save(tx, plans.stream().map(plan -> available(plan.name(), null)).toList());
            return null;
        });
        return plans.stream().map(PlanRow::name).toList();
    }

    static CheckRunResult result(String content) {
        return CheckRunResult.newBuilder().addOutcomes(CheckOutcome.newBuilder().setStatus(CheckOutcome.Status.WARNING)
                .setTitle("title").setContent(content).setTarget("instances/i/databases/d").setCode(7)).build();
    }

    static OutboxRow event(String plan, long run) {
        return OutboxRow.of(Topics.CHECK_RUNS, plan, CheckRun.newBuilder().setPlan(plan).setRun(run).build());
    }

    static OutboxRow ended(EndedRun ended) {
        return event(ended.run().plan(), ended.run().run());
    }

    static Completion done(Claim claim) {
        return done(claim.plan(), claim.fence());
    }

    static Completion done(String plan, long fence) {
        return new Completion(plan, fence, CheckRun.Status.DONE, "", result("fine"), 0, 1, List.of(event(plan, 1)));
    }

    static RunRow run(Database database, String plan) {
        return database.transaction(tx -> new Runs(database).find(tx, Set.of(plan))).getFirst();
    }

    static CheckRunResult result(Database database, String plan) {
        return database.transaction(tx -> new Runs(database).result(tx, plan)).orElseThrow();
    }

    static long outboxRows(Database database) {
        return new Outbox(database).backlog().stream().mapToLong(part -> part.rows()).sum();
    }

    /** Leases end by the database's clock: until one of a millisecond is over there. */
    static void awaitExpiry(Database database) {
        Instant from = database.transaction(Tx::now);
        while (database.transaction(Tx::now).isBefore(from.plusMillis(3))) {
            Thread.onSpinWait();
        }
    }
}
