package dev.plangate.pipeline.worker;

import dev.plangate.checks.Admission;
import dev.plangate.checks.CheckEngine;
import dev.plangate.checks.CheckJob;
import dev.plangate.contract.DatabaseName;
import dev.plangate.pipeline.targets.Derivation;
import dev.plangate.pipeline.targets.Target;
import dev.plangate.pipeline.worker.domain.TargetOutcome;
import dev.plangate.pipeline.worker.domain.Verdict;
import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckType;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks all targets of a run side by side, each on a virtual thread of its own. */
final class TargetChecks {
    private static final Logger LOG = LoggerFactory.getLogger(TargetChecks.class);

    private final CheckEngine engine;
    private final Targets targets;
    private final ExecutorService threads;
    private final Semaphore permits;
    /** Slices never take all of the permits: a small plan behind a large one finds some free. */
    private final Semaphore slicePermits;
    private final AtomicInteger openOfRuns = new AtomicInteger();
    private final Duration deadline;
    private final Timer time;

    /**
     * @param concurrency targets checked at once, all runs together
     * @param deadline    for each target
     */
    TargetChecks(CheckEngine engine, Targets targets, ExecutorService threads, int concurrency, Duration deadline,
            Timer time) {
        this.engine = engine;
        this.targets = targets;
        this.threads = threads;
        this.permits = new Semaphore(concurrency, true);
        this.slicePermits = new Semaphore(Math.max(1, concurrency * 3 / 4), true);
        this.deadline = deadline;
        this.time = time;
    }

    /** Starts; {@code ended} is called once, unless the run is lost before. Returns at once. */
    void start(HeldClaim run, RunInputs.Job job, BiConsumer<HeldClaim, Verdict> ended) {
        if (!(job.derivation() instanceof Derivation.Checkable(List<Target> all, int derived, var _))) {
            ended.accept(run, Verdict.unchecked(job.derivation()));
            return;
        }
        var outcomes = new AtomicReferenceArray<TargetOutcome>(all.size());
        var toCheck = new ArrayList<Integer>();
        for (int i = 0; i < all.size(); i++) {
            List<CheckOutcome> known = job.takenOver().found().get(all.get(i));
            if (known == null) {
                toCheck.add(i);
            } else {
                outcomes.set(i, takenOver(all.get(i), known, job.takenOver().run()));
            }
        }
        Supplier<Verdict> checked = () -> new Verdict.Checked(derived,
                IntStream.range(0, all.size()).mapToObj(outcomes::get).toList());
        if (toCheck.isEmpty()) {
            ended.accept(run, checked.get());
            return;
        }
        var left = new AtomicInteger(toCheck.size());
        var open = job.claim().slice().isPresent() ? new AtomicInteger() : openOfRuns;
        for (int index : toCheck) {
            run.started(threads.submit(() -> {
                // Counted by the task itself: one that is cancelled before it runs must not count for ever.
                open.incrementAndGet();
                try {
                    outcomes.set(index, check(job, all.get(index)));
                } finally {
                    open.decrementAndGet();
                }
                if (left.decrementAndGet() == 0 && !run.isLost()) {
                    ended.accept(run, checked.get());
                }
                return null;
            }));
        }
    }

    private TargetOutcome takenOver(Target target, List<CheckOutcome> found, long run) {
        String instance = DatabaseName.parse(target.database()).instance();
        return new TargetOutcome(target, found, targets.environment(instance), targets.engine(instance), run);
    }

    /** Targets of whole runs that are being checked, or wait for it. Those of slices are as many as there are slices, and must not keep runs out. */
    int openOfRuns() {
        return openOfRuns.get();
    }

    private TargetOutcome check(RunInputs.Job job, Target target) throws InterruptedException {
        String instance = "";
        List<CheckOutcome> found;
        try {
            instance = DatabaseName.parse(target.database()).instance();
            found = engine.check(new CheckJob(target.database(), job.project(), target.sheetSha256(),
                    job.texts().get(target.sheetSha256()), job.policy(), target.types(), target.priorBackup(),
                    target.ghostFlags(), deadline),
                    new Turn(job.claim().slice().isPresent()));
        } catch (RuntimeException | Error e) {
            LOG.error("the check of {} for {} run {} failed", target.database(), job.claim().plan(), job.claim().run(),
                    e);
            found = target.types().stream().sorted().map(type -> failed(target, type, e)).toList();
        }
        return new TargetOutcome(target, found, targets.environment(instance), targets.engine(instance));
    }

    /** One of the worker's permits, taken when the target's instance has a slot: checks that queue for one slow instance hold no permit of others. */
    private final class Turn implements Admission {
        private final boolean ofSlice;
        private Timer.Sample asked;

        Turn(boolean ofSlice) {
            this.ofSlice = ofSlice;
        }

        @Override
        public void enter() throws InterruptedException {
            if (ofSlice) {
                slicePermits.acquire();
            }
            try {
                permits.acquire();
            } catch (InterruptedException e) {
                leaveSlice();
                throw e;
            }
            asked = Timer.start();
        }

        @Override
        public void leave() {
            asked.stop(time);
            permits.release();
            leaveSlice();
        }

        private void leaveSlice() {
            if (ofSlice) {
                slicePermits.release();
            }
        }
    }

    /** The engine answers for its checks; what it throws all the same must not take the other targets with it. */
    private static CheckOutcome failed(Target target, CheckType type, Throwable e) {
        return CheckOutcome.newBuilder().setStatus(CheckOutcome.Status.ERROR).setTitle("Check failed")
                .setContent("The check ended with an internal error: " + e.getClass().getSimpleName()
                        + ". The worker's log has the details; run the checks again once it is mended.")
                .setTarget(target.database()).setType(type).setSheetSha256(target.sheetSha256()).build();
    }
}
