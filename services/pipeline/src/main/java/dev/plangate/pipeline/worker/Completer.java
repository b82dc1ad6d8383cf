package dev.plangate.pipeline.worker;

import dev.plangate.db.DatabaseException;
import dev.plangate.db.row.Held;
import dev.plangate.pipeline.runtime.Outcome;
import dev.plangate.pipeline.worker.domain.Verdict;
import dev.plangate.v1.CheckRun;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
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

/** Completes ended claims in batches that grow with the load: whatever has ended while the last batch was written. */
final class Completer<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Completer.class);
    private static final int BATCH = 500;
    private static final long WAIT_MILLIS = 50;

    private final WorkQueue<T> work;
    private final HeldClaims held;
    private final Runnable wake;
    private final BlockingQueue<Ended<T>> queue = new LinkedBlockingQueue<>();
    private final List<Ended<T>> unwritten = new ArrayList<>();
    private int atOnce = BATCH;
    private final Timer time;
    private final Timer runTime;
    private final Counter stale;
    private final Counter done;
    private final Counter failed;

    private record Ended<T>(HeldClaim claim, CheckRun.Status status, T completion) {}

    /** @param wake called after each batch: there are rows to relay, and room for more claims */
    Completer(String name, WorkQueue<T> work, HeldClaims held, Runnable wake, MeterRegistry meters) {
        this.work = work;
        this.held = held;
        this.wake = wake;
        Tags tags = Tags.of("queue", name);
        this.time = meters.timer("plangate.worker.complete.duration", tags);
        this.runTime = meters.timer("plangate.worker.run.duration", tags);
        this.stale = meters.counter("plangate.worker.runs.lost", tags);
        this.done = meters.counter("plangate.worker.runs.ended", tags.and("status", "DONE"));
        this.failed = meters.counter("plangate.worker.runs.ended", tags.and("status", "FAILED"));
        meters.gauge("plangate.worker.complete.queue", tags, queue, BlockingQueue::size);
    }

    /** Bounded by the number of claims that a worker holds. */
    void ended(HeldClaim claim, Verdict verdict) {
        claim.end();
        Ended<T> ended;
        try {
            ended = end(claim, verdict);
        } catch (IllegalArgumentException e) {
            // A record that no topic takes, such as one of more than 8 MiB. Renewed for ever it would never end.
            LOG.error("the results of {} cannot be published", claim, e);
            ended = end(claim, new Verdict.Failed("RESULT_REFUSED: the results cannot be published (" + e.getMessage()
                    + "): split the plan into several"));
        }
        queue.add(ended);
    }

    private Ended<T> end(HeldClaim claim, Verdict verdict) {
        return new Ended<>(claim, verdict.status(),
                work.completion(claim.claim(), verdict, claim.databaseTime(System.nanoTime())));
    }

    /**
     * One batch. What cannot be written stays, renewed by the heartbeat, and is tried again by the next step: half as much at
     * once, since a batch that takes longer than a transaction may would be cancelled again and again.
     */
    Outcome step() throws InterruptedException {
        if (unwritten.isEmpty()) {
            Ended<T> first = queue.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS);
            if (first == null) {
                return Outcome.BUSY;
            }
            unwritten.add(first);
            queue.drainTo(unwritten, BATCH - 1);
        }
        unwritten.removeIf(ended -> ended.claim().isLost());
        List<Ended<T>> batch = unwritten.subList(0, Math.min(atOnce, unwritten.size()));
        try {
            time.record(() -> write(batch));
        } catch (DatabaseException e) {
            atOnce = Math.max(1, batch.size() / 2);
            throw e;
        }
        batch.clear();
        atOnce = Math.min(BATCH, 2 * atOnce);
        wake.run();
        return Outcome.BUSY;
    }

    private void write(List<Ended<T>> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            Set<Held> written = work.complete(batch.stream().map(Ended::completion).toList());
            batch.forEach(ended -> finished(ended, written.contains(ended.claim().held())));
        } catch (DatabaseException e) {
            switch (e.kind()) {
                case REFUSED -> halve(batch, e);
                case CONFLICT, TOO_LONG, UNAVAILABLE, OTHER -> throw e;
            }
        }
    }

    private void finished(Ended<T> ended, boolean written) {
        HeldClaim claim = ended.claim();
        held.remove(claim);
        if (!written) {
            stale.increment();
            LOG.info("{} was taken over or given up; what was found is dropped", claim);
            return;
        }
        (ended.status() == CheckRun.Status.DONE ? done : failed).increment();
        runTime.record(Duration.between(claim.claim().claimedAt(), claim.databaseTime(System.nanoTime())));
    }

    /** A result that Postgres does not take must not hold up the others, and its run must not wait for ever. */
    private void halve(List<Ended<T>> batch, DatabaseException e) {
        if (batch.size() > 1) {
            write(batch.subList(0, batch.size() / 2));
            write(batch.subList(batch.size() / 2, batch.size()));
            return;
        }
        HeldClaim claim = batch.getFirst().claim();
        LOG.error("the results of {} cannot be stored", claim, e);
        Ended<T> refused = end(claim,
                new Verdict.Failed("RESULT_REFUSED: the results cannot be stored: " + e.getMessage()));
        finished(refused, work.complete(List.of(refused.completion())).contains(claim.held()));
    }

    boolean isIdle() {
        return queue.isEmpty() && unwritten.isEmpty();
    }
}
