package dev.plangate.pipeline.worker;

import dev.plangate.db.DatabaseException;
import dev.plangate.db.Runs;
import dev.plangate.db.row.Completion;
import dev.plangate.pipeline.runtime.Outcome;
import dev.plangate.pipeline.worker.domain.RunReport;
import dev.plangate.pipeline.worker.domain.Verdict;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Completes ended runs in batches that grow with the load: whatever has ended while the last batch was written. */
final class Completer {
    private static final Logger LOG = LoggerFactory.getLogger(Completer.class);
    private static final int BATCH = 500;
    private static final long WAIT_MILLIS = 50;

    private final Runs runs;
    private final HeldRuns held;
    private final Runnable wake;
    private final BlockingQueue<Ended> queue = new LinkedBlockingQueue<>();
    private final List<Ended> unwritten = new ArrayList<>();
    private final Timer time;
    private final Timer runTime;
    private final Counter stale;
    private final MeterRegistry meters;

    private record Ended(HeldRun run, Completion completion) {}

    /** @param wake called after each batch: there are rows to relay, and room for more runs */
    Completer(Runs runs, HeldRuns held, Runnable wake, MeterRegistry meters) {
        this.runs = runs;
        this.held = held;
        this.wake = wake;
        this.meters = meters;
        this.time = meters.timer("plangate.worker.complete.duration");
        this.runTime = meters.timer("plangate.worker.run.duration");
        this.stale = meters.counter("plangate.worker.runs.lost");
        meters.gauge("plangate.worker.complete.queue", queue, BlockingQueue::size);
    }

    /** Bounded by the number of runs that a worker holds. */
    void ended(HeldRun run, Verdict verdict) {
        queue.add(new Ended(run, RunReport.completion(run.claim(), verdict, run.databaseTime(System.nanoTime()))));
    }

    /** One batch. What cannot be written stays, renewed by the heartbeat, and is tried again by the next step. */
    Outcome step() throws InterruptedException {
        if (unwritten.isEmpty()) {
            Ended first = queue.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS);
            if (first == null) {
                return Outcome.BUSY;
            }
            unwritten.add(first);
            queue.drainTo(unwritten, BATCH - 1);
        }
        unwritten.removeIf(ended -> ended.run().isLost());
        time.record(() -> write(unwritten));
        unwritten.clear();
        wake.run();
        return Outcome.BUSY;
    }

    private void write(List<Ended> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            Set<String> written = runs.complete(batch.stream().map(Ended::completion).toList());
            batch.forEach(ended -> finished(ended, written.contains(ended.completion().plan())));
        } catch (DatabaseException e) {
            switch (e.kind()) {
                case REFUSED -> halve(batch, e);
                case CONFLICT, UNAVAILABLE, OTHER -> throw e;
            }
        }
    }

    private void finished(Ended ended, boolean written) {
        held.remove(ended.run());
        if (!written) {
            stale.increment();
            LOG.info("{} run {} was taken over or given up; what was found is dropped", ended.run().claim().plan(),
                    ended.run().claim().run());
            return;
        }
        meters.counter("plangate.worker.runs.ended", "status", ended.completion().status().name()).increment();
        runTime.record(Duration.between(ended.run().claim().claimedAt(), ended.run().databaseTime(System.nanoTime())));
    }

    /** A result that Postgres does not take must not hold up the others, and its run must not wait for ever. */
    private void halve(List<Ended> batch, DatabaseException e) {
        if (batch.size() > 1) {
            write(batch.subList(0, batch.size() / 2));
            write(batch.subList(batch.size() / 2, batch.size()));
            return;
        }
        HeldRun run = batch.getFirst().run();
        LOG.error("the results of {} run {} cannot be stored", run.claim().plan(), run.claim().run(), e);
        Completion failed = RunReport.completion(run.claim(),
                new Verdict.Failed("RESULT_REFUSED: the results cannot be stored: " + e.getMessage()),
                run.databaseTime(System.nanoTime()));
        Set<String> written = runs.complete(List.of(failed));
        finished(new Ended(run, failed), written.contains(failed.plan()));
    }

    boolean isIdle() {
        return queue.isEmpty() && unwritten.isEmpty();
    }
}
