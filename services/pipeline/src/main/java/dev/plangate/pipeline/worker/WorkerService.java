package dev.plangate.pipeline.worker;

import dev.plangate.checks.CheckEngine;
import dev.plangate.db.Database;
import dev.plangate.db.Runs;
import dev.plangate.db.row.Claim;
import dev.plangate.db.row.Held;
import dev.plangate.db.row.Reaped;
import dev.plangate.db.row.RunBacklog;
import dev.plangate.pipeline.config.WorkerSettings;
import dev.plangate.pipeline.runtime.Health;
import dev.plangate.pipeline.runtime.Loop;
import dev.plangate.pipeline.runtime.Outcome;
import dev.plangate.pipeline.runtime.Pace;
import dev.plangate.pipeline.runtime.Service;
import dev.plangate.pipeline.runtime.Wake;
import dev.plangate.pipeline.worker.domain.GivenUp;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Claims, checks, completes, renews and reaps. Any number of workers run side by side. */
public final class WorkerService implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerService.class);
    /** Claims held at once, as a multiple of what is claimed at once: enough to have the next batch at hand. */
    private static final int HELD_BATCHES = 3;
    private static final int REAP = 200;
    private static final long SHEET_CHARS = 64L << 20;
    private static final Duration REAP_EVERY = Duration.ofSeconds(1);
    /** Counting a long queue costs something, and nobody scales workers by the second. */
    private static final Duration MEASURE_EVERY = Duration.ofSeconds(5);

    private final String owner;
    private final WorkerSettings settings;
    private final Runs runs;
    private final RunInputs inputs;
    private final HeldRuns held = new HeldRuns();
    private final TargetChecks checks;
    private final Completer completer;
    private final CheckEngine engine;
    private final Counter claimed;
    private final Counter requeued;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    /** The lease as this worker uses it: it stops before the database lets others in. */
    private final Duration usable;
    private final Loop claiming;
    private final Loop completing;
    private final Loop renewing;
    private final Loop reaping;
    private final Loop measuring;
    private volatile RunBacklog backlog = new RunBacklog(0, 0, 0, Duration.ZERO);

    /**
     * Does not start yet.
     *
     * @param owner    unique per process and start
     * @param checking its engine is closed with this
     * @param work     signalled when there may be runs to claim
     * @param outbox   called when there are rows to relay
     */
    public WorkerService(String owner, WorkerSettings settings, Database database, Checking checking, Wake work,
            Runnable outbox, MeterRegistry meters) {
        this.owner = owner;
        this.settings = settings;
        this.runs = new Runs(database);
        this.engine = checking.engine();
        this.usable = settings.lease().minus(settings.lease().dividedBy(10));
        this.inputs = new RunInputs(database, new SheetCache(SHEET_CHARS));
        this.checks = new TargetChecks(engine, checking.targets(), threads, settings.concurrency(),
                settings.targetDeadline(),
                meters.timer("plangate.worker.target.duration"));
        this.claimed = meters.counter("plangate.worker.runs.claimed");
        this.requeued = meters.counter("plangate.worker.runs.requeued");
        meters.gauge("plangate.worker.runs.held", held, HeldRuns::size);
        Gauge.builder("plangate.runs.available", () -> backlog.available()).description("Runs that wait for a worker")
                .register(meters);
        Gauge.builder("plangate.runs.oldest.age", () -> backlog.oldest().toMillis() / 1000.0).baseUnit("seconds")
                .description("How long the oldest of them has waited").register(meters);
        this.completer = new Completer(runs, held, () -> {
            outbox.run();
            work.signal();
        }, meters);
        this.claiming = new Loop("plangate-worker-claim", this::claim, Pace.ADAPTIVE, work);
        this.completing = new Loop("plangate-worker-complete", completer::step, Pace.ADAPTIVE);
        this.renewing = new Loop("plangate-worker-renew", this::renew, Pace.every(settings.heartbeat()));
        this.measuring = new Loop("plangate-worker-backlog", this::measure, Pace.every(MEASURE_EVERY));
        this.reaping = new Loop("plangate-worker-reap", this::reap, Pace.every(REAP_EVERY));
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
        return List.of(claiming, completing, renewing, reaping, measuring);
    }

    private Outcome claim() {
        int room = settings.claimBatch() * HELD_BATCHES - held.size();
        if (room <= 0) {
            return Outcome.IDLE;
        }
        long before = System.nanoTime();
        List<Claim> claims = runs.claim(owner, Math.min(room, settings.claimBatch()), settings.lease());
        if (claims.isEmpty()) {
            return Outcome.IDLE;
        }
        claimed.increment(claims.size());
        List<HeldRun> batch = claims.stream().map(claim -> new HeldRun(claim, before, usable)).toList();
        batch.forEach(held::add);
        List<RunInputs.Job> jobs;
        try {
            jobs = inputs.read(claims);
        } catch (RuntimeException e) {
            batch.forEach(held::remove);
            runs.release(owner, claims.stream().map(Claim::held).toList());
            throw e;
        }
        for (int i = 0; i < jobs.size(); i++) {
            checks.start(batch.get(i), jobs.get(i), completer::ended);
        }
        return Outcome.BUSY;
    }

    /** Renews what is held; what is not ours any more, or may soon not be, is stopped. */
    private Outcome renew() {
        Collection<HeldRun> all = held.all();
        try {
            if (!all.isEmpty()) {
                long before = System.nanoTime();
                Set<Held> still = runs.heartbeat(owner, all.stream().map(HeldRun::held).toList(), settings.lease());
                for (HeldRun run : all) {
                    if (still.contains(run.held())) {
                        run.renewed(before, usable);
                    } else {
                        lose(run, "its lease is over or the run was given up");
                    }
                }
            }
        } finally {
            long now = System.nanoTime();
            all.stream().filter(run -> !run.isUsable(now)).forEach(run -> lose(run, "its lease could not be renewed"));
        }
        return Outcome.IDLE;
    }

    private void lose(HeldRun run, String why) {
        held.remove(run);
        if (!run.isLost()) {
            run.lose();
            LOG.info("stops {} run {}: {}", run.claim().plan(), run.claim().run(), why);
        }
    }

    private Outcome reap() {
        Reaped reaped = runs.reap(REAP, settings.attempts(), run -> List.of(GivenUp.event(run)));
        requeued.increment(reaped.requeued().size());
        reaped.failed().forEach(plan -> LOG.warn("{}: its run FAILED after {} attempts", plan, settings.attempts()));
        return reaped.total() == REAP ? Outcome.BUSY : Outcome.IDLE;
    }

    private Outcome measure() {
        backlog = runs.backlog();
        return Outcome.IDLE;
    }

    /** Claims no more, gives what is under way some time to end, and hands the rest back, to be claimed by others at once. */
    @Override
    public void close() {
        claiming.close();
        reaping.close();
        measuring.close();
        finish();
        completing.close();
        List<HeldRun> rest = List.copyOf(held.all());
        rest.forEach(HeldRun::lose);
        if (!rest.isEmpty()) {
            try {
                Set<Held> released = runs.release(owner, rest.stream().map(HeldRun::held).toList());
                LOG.info("handed {} of {} runs back", released.size(), rest.size());
            } catch (RuntimeException e) {
                LOG.warn("{} runs could not be handed back; others claim them once their leases end", rest.size(), e);
            }
        }
        renewing.close();
        threads.shutdownNow();
        engine.close();
    }

    private void finish() {
        long end = System.nanoTime() + settings.targetDeadline().dividedBy(6).toNanos();
        try {
            while (!(held.size() == 0 && completer.isIdle()) && end - System.nanoTime() > 0) {
                held.awaitChange(Duration.ofMillis(100));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
