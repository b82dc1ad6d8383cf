package dev.plangate.pipeline.worker;

import dev.plangate.checks.CheckEngine;
import dev.plangate.db.Database;
import dev.plangate.db.RunHistory;
import dev.plangate.db.Runs;
import dev.plangate.db.row.RunBacklog;
import dev.plangate.pipeline.config.HistorySettings;
import dev.plangate.pipeline.config.WorkerSettings;
import dev.plangate.pipeline.runtime.Brake;
import dev.plangate.pipeline.runtime.Health;
import dev.plangate.pipeline.runtime.Loop;
import dev.plangate.pipeline.runtime.Outcome;
import dev.plangate.pipeline.runtime.Pace;
import dev.plangate.pipeline.runtime.Service;
import dev.plangate.pipeline.runtime.Wake;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Checks what the queues hold: whole runs in one lane, slices of large ones in another. Any number of workers run side by
 * side.
 */
public final class WorkerService implements Service {
    /** Claims held at once, as a multiple of what is claimed at once: enough to have the next batch at hand. */
    private static final int HELD_BATCHES = 3;
    /** Targets of whole runs that wait for a permit, as a multiple of those that are checked at once: more are better left to others. */
    private static final int QUEUED_TARGETS = 4;
    private static final long SHEET_CHARS = 64L << 20;
    /** Counting a long queue costs something, and nobody scales workers by the second. */
    private static final Duration MEASURE_EVERY = Duration.ofSeconds(5);

    /** Past runs that one transaction forgets. */
    private static final int FORGOTTEN = 500;
    private static final Duration FORGET_EVERY = Duration.ofMinutes(1);

    private final Database database;
    private final HistorySettings history;
    private final Runs runs;
    private final CheckEngine engine;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Lane<?>> lanes;
    private final Loop measuring;
    private final Loop forgetting;
    private volatile RunBacklog backlog = new RunBacklog(0, 0, 0, 0, Duration.ZERO);

    /**
     * Does not start yet.
     *
     * @param owner    unique per process and start
     * @param history  how old past runs get; whichever worker comes first forgets them
     * @param checking its engine is closed with this
     * @param work     signalled when there may be runs to claim
     * @param outbox   called when there are rows to relay
     * @param brake    while it is on nothing is claimed; what is held is ended
     */
    public WorkerService(String owner, WorkerSettings settings, HistorySettings history, Database database,
            Checking checking, Wake work,
            Runnable outbox, Brake brake, MeterRegistry meters) {
        this.database = database;
        this.history = history;
        this.runs = new Runs(database);
        this.engine = checking.engine();
        var inputs = new RunInputs(database, new SheetCache(SHEET_CHARS), settings.sliceSize());
        var checks = new TargetChecks(engine, checking.targets(), threads, settings.concurrency(),
                settings.targetDeadline(), meters.timer("plangate.worker.target.duration"));
        var cut = new Wake();
        this.lanes = List.of(
                new Lane<>("runs", owner, settings, new WholeRuns(database, settings.sliceSize(), cut::signal), inputs,
                        checks, settings.claimBatch(), settings.claimBatch() * HELD_BATCHES,
                        () -> brake.on().isEmpty() && checks.openOfRuns() < settings.concurrency() * QUEUED_TARGETS,
                        work,
                        outbox, meters),
                new Lane<>("slices", owner, settings, new RunSlices(database), inputs, checks, 2,
                        1 + Math.ceilDiv(settings.concurrency(), settings.sliceSize()), () -> brake.on().isEmpty(), cut,
                        outbox,
                        meters));
        Gauge.builder("plangate.runs.available", () -> backlog.available()).description("Runs that wait for a worker")
                .register(meters);
        Gauge.builder("plangate.slices.available", () -> backlog.slices())
                .description("Slices of large runs that wait for a worker").register(meters);
        Gauge.builder("plangate.runs.oldest.age", () -> backlog.oldest().toMillis() / 1000.0).baseUnit("seconds")
                .description("How long the oldest run that waits has waited").register(meters);
        this.measuring = new Loop("plangate-worker-backlog", this::measure, Pace.every(MEASURE_EVERY));
        this.forgetting = new Loop("plangate-worker-history", this::forget, Pace.every(FORGET_EVERY));
    }

    @Override
    public String name() {
        return "worker";
    }

    @Override
    public void start() {
        loops().forEach(Loop::start);
    }

    @Override
    public boolean alive() {
        return loops().stream().allMatch(Loop::alive);
    }

    @Override
    public boolean ready() {
        return health().stream().allMatch(Health::ok);
    }

    @Override
    public List<Health> health() {
        return loops().stream().map(Loop::health).toList();
    }

    private List<Loop> loops() {
        return Stream.concat(lanes.stream().flatMap(lane -> lane.loops().stream()), Stream.of(measuring, forgetting))
                .toList();
    }

    private Outcome measure() {
        backlog = runs.backlog();
        return Outcome.IDLE;
    }

    private Outcome forget() {
        return RunHistory.forget(database, history.age(), FORGOTTEN) == FORGOTTEN ? Outcome.BUSY : Outcome.IDLE;
    }

    @Override
    public void close() {
        measuring.close();
        forgetting.close();
        lanes.forEach(Lane::close);
        threads.shutdownNow();
        engine.close();
    }
}
