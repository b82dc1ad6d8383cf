package dev.plangate.bench.torture;

import dev.plangate.bench.history.Verifier;
import dev.plangate.bench.torture.load.Script;
import dev.plangate.bench.torture.load.Upstream;
import dev.plangate.bench.torture.record.MetaFile;
import dev.plangate.bench.torture.record.SentFile;
import dev.plangate.bench.torture.record.TableFiles;
import dev.plangate.bench.torture.record.TopicRecorder;
import dev.plangate.bench.torture.fault.FaultKind;
import dev.plangate.bench.torture.fault.FaultLog;
import dev.plangate.bench.torture.fault.FaultSequence;
import dev.plangate.bench.torture.fault.Injector;
import dev.plangate.bench.torture.fault.Lane;
import dev.plangate.bench.torture.world.Await;
import dev.plangate.bench.torture.world.Backlog;
import dev.plangate.bench.torture.world.Instance;
import dev.plangate.bench.torture.world.World;
import dev.plangate.contract.SchemaRegistry;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** One run: starts everything, drives load and faults, waits for quiet, writes the history, has it checked. */
final class Torture {
    private static final Duration LONGEST_LOAD = Duration.ofMinutes(5);
    private static final Duration LONGEST_DRAIN = Duration.ofMinutes(3);
    private static final Duration QUIET = Duration.ofSeconds(3);
    /** Longer than leases, deadlines and the wait for inputs together. */
    private static final Duration FORGOTTEN = Duration.ofSeconds(25);

    private final TortureOptions options;
    private final ProgressLine progress;

    Torture(TortureOptions options, ProgressLine progress) {
        this.options = options;
        this.progress = progress;
    }

    Report run() {
        Path history = options.dir().resolve("history");
        progress.step("seed %d: %d plans, %d faults; history and logs in %s".formatted(options.seed(), options.plans(),
                options.faults(), options.dir()));
        long started = System.currentTimeMillis();
        try (World world = World.start(options.dir().resolve("world"), options.brokers(), options.mutations(),
                Map.of(), Map.of("PLANGATE_WORKER_LEASE", options.workerLease().toMillis() + "ms",
                        "PLANGATE_WORKER_HEARTBEAT", options.workerLease().toMillis() / 4 + "ms"));
                SchemaRegistry registry = SchemaRegistry.connect(world.registry().url(), Map.of());
                FaultLog faults = FaultLog.create(history.resolve("faults.jsonl"))) {
            var ended = Runtime.getRuntime();
            var atExit = Thread.ofPlatform().unstarted(world::close);
            ended.addShutdownHook(atExit);
            progress.step("everything is up");
            boolean drained = drive(world, registry, history, faults);
            MetaFile.write(history.resolve("meta.json"), options.seed(), options.plans(), faults.count(), started,
                    System.currentTimeMillis(), drained);
            ended.removeShutdownHook(atExit);
            progress.step("checking the history");
            return new Report(Verifier.verify(history), faults.all(), progress.seconds());
        }
    }

    private boolean drive(World world, SchemaRegistry registry, Path history, FaultLog faults) {
        Script script = Script.of(options.seed(), options.plans(), registry);
        try (var recorder = new TopicRecorder(world.brokers().directly(), registry, history.resolve("topics"));
                var upstream = new Upstream(world.brokers().directly(), registry, World.PARTITIONS, script,
                        options.storiesPerSecond(), () -> options.faults() == 0
                                ? 1
                                : (faults.count() + 1.5) / options.faults())) {
            var backlog = new Backlog(world, upstream, recorder);
            upstream.start();
            var supervisor = harm(world, backlog, faults,
                    () -> progress.at("%d of %d faults, %d of %d plans, %,d records"
                            .formatted(faults.count(), options.faults(), upstream.begun(), script.stories().size(),
                                    upstream.handedOver())));
            Await.holds(LONGEST_LOAD, () -> {
                progress.at("%d of %d plans, %,d records".formatted(upstream.begun(), script.stories().size(),
                        upstream.handedOver()));
                supervisor.supervise();
                return upstream.done();
            });
            progress.step("waiting for quiet");
            boolean drained = Await.holds(LONGEST_DRAIN, () -> {
                supervisor.supervise();
                return quiet(world, recorder, backlog);
            });
            SentFile.write(history.resolve("sent.jsonl"), upstream.stop());
            try (var connection = world.postgres().connect()) {
                TableFiles.write(history.resolve("tables"), connection);
            } catch (SQLException e) {
                throw new IllegalStateException("Postgres does not answer at the end", e);
            }
            return drained;
        }
    }

    /** All faults, in two lanes at once. */
    private Injector harm(World world, Backlog backlog, FaultLog faults, Runnable tick) {
        List<FaultKind> kinds = options.kinds().stream().filter(kind -> kind.isPossible(world)).toList();
        if (kinds.size() < options.kinds().size()) {
            progress.step(
                    "full-disk is left out: a disk for the outbox cannot be mounted here (it takes root on Linux)");
        }
        if (kinds.isEmpty() && options.faults() > 0) {
            throw new IllegalStateException("none of the faults that are wanted is possible here");
        }
        var together = new ReentrantReadWriteLock(true);
        var left = new AtomicInteger(options.faults());
        var injectors = new EnumMap<Lane, Injector>(Lane.class);
        var threads = new ArrayList<Thread>();
        for (Lane lane : Lane.values()) {
            var injector = new Injector(world, backlog, options.workerLease(), lane, together, faults, progress::step);
            injectors.put(lane, injector);
            FaultSequence.of(options.seed(), lane, kinds, options.brokers())
                    .ifPresent(sequence -> threads.add(Thread.ofPlatform().name("torture-" + lane).start(() -> {
                        while (left.getAndDecrement() > 0) {
                            if (!injector.inject(sequence.next())) {
                                left.incrementAndGet();
                            }
                        }
                    })));
        }
        while (threads.stream().anyMatch(Thread::isAlive)) {
            tick.run();
            Await.holds(Duration.ofMillis(500), () -> threads.stream().noneMatch(Thread::isAlive));
        }
        return injectors.get(Lane.LEASED);
    }

    /** A run that nobody has touched for so long will never end: that is for the checker to say. */
    private static boolean quiet(World world, TopicRecorder recorder, Backlog backlog) {
        return world.instances().stream().allMatch(Instance::ready)
                && ((recorder.quiet().compareTo(QUIET) > 0 && backlog.empty())
                        || (recorder.quiet().compareTo(FORGOTTEN) > 0 && backlog.still()));
    }
}
