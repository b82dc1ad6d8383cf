package dev.plangate.checks;

import dev.plangate.checks.sql.ParsedSheet;
import dev.plangate.checks.sql.SheetParser;
import dev.plangate.checks.target.Deadline;
import dev.plangate.contract.DatabaseName;
import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Checks sheets on the databases of known instances. */
final class TargetCheckEngine implements CheckEngine {
    private final Instances instances;
    private final CheckLimits limits;
    private final SheetParser parser;
    private final Map<String, Semaphore> permits = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("check-", 0).factory());

    TargetCheckEngine(Instances instances, CheckLimits limits) {
        this.instances = instances;
        this.limits = limits;
        this.parser = new SheetParser(limits.sheetBytes(), limits.cachedText(), limits.parsers());
    }

    @Override
    public List<CheckOutcome> check(CheckJob job) throws InterruptedException {
        var outcomes = new Outcomes(job);
        var deadline = Deadline.in(job.deadline());
        DatabaseName name;
        try {
            name = DatabaseName.parse(job.target());
        } catch (IllegalArgumentException e) {
            return forAll(job,
                    type -> outcomes.error(type, Codes.NOT_A_DATABASE, "Target is no database", e.getMessage()));
        }
        var found = instances.find(name.instance());
        if (found.isEmpty()) {
            return forAll(job, type -> outcomes.error(type, Codes.UNKNOWN_INSTANCE, "Instance is not known",
                    "The worker's instances.yaml has no instance " + name.instance()
                            + ": add it there, or correct the plan's target."));
        }
        Instance instance = found.get();
        if (!instance.allows(job.project())) {
            return forAll(job, type -> outcomes.error(type, Codes.PROJECT_NOT_ALLOWED,
                    "Project may not use the instance", "Instance " + instance.name()
                            + " is closed to " + job.project()
                            + ": add the project to the instance's projects in instances.yaml, or correct the plan's target."));
        }
        return switch (instance.engine()) {
            case POSTGRES -> postgres(job, outcomes, instance, name.database(), deadline);
            case MYSQL, MARIADB, ORACLE, MSSQL, SQLITE ->
                forAll(job, type -> outcomes.error(type, Codes.ENGINE_NOT_SUPPORTED, "Engine is not supported",
                        "engine " + instance.engine() + " is not supported yet: only POSTGRES is."));
        };
    }

    private static List<CheckOutcome> forAll(CheckJob job,
            java.util.function.Function<CheckType, CheckOutcome> outcome) {
        return new TreeSet<>(job.types()).stream().map(outcome).toList();
    }

    private List<CheckOutcome> postgres(CheckJob job, Outcomes outcomes, Instance instance, String database,
            Deadline deadline) throws InterruptedException {
        var results = new EnumMap<CheckType, List<CheckOutcome>>(CheckType.class);
        var checks = new PostgresChecks(outcomes, limits, deadline);
        ParsedSheet sheet;
        try {
            sheet = parser.parse(job.sheetSha256(), job.sql(), deadline.left());
        } catch (TimeoutException e) {
            return forAll(job, type -> outcomes.timedOut(type, "The sheet was not parsed in time."));
        }
        for (CheckType type : job.types()) {
            checks.withoutTarget(type, sheet).ifPresent(outcome -> results.put(type, List.of(outcome)));
        }
        var open = new TreeSet<>(job.types());
        open.removeAll(results.keySet());
        if (!open.isEmpty() && sheet instanceof ParsedSheet.Valid valid) {
            results.putAll(onTarget(
                    new TargetRun(outcomes, checks, instance, database, valid, List.copyOf(open), limits, deadline)));
        }
        var ordered = new ArrayList<CheckOutcome>();
        results.values().forEach(ordered::addAll);
        return ordered;
    }

    private Map<CheckType, List<CheckOutcome>> onTarget(TargetRun run) throws InterruptedException {
        var permit = permits.computeIfAbsent(run.instance().name(),
                _ -> new Semaphore(run.instance().maxConcurrentChecks(), true));
        if (!permit.tryAcquire(run.deadline().left().toNanos(), TimeUnit.NANOSECONDS)) {
            return run.timedOut("All of the time passed waiting for one of the " + run.instance().maxConcurrentChecks()
                    + " checks that instance "
                    + run.instance().name() + " takes at once (maxConcurrentChecks in instances.yaml).");
        }
        return run.within(threads, permit::release);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        parser.close();
    }
}
