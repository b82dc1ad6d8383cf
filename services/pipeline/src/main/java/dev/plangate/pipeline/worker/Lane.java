package dev.plangate.pipeline.worker;

import dev.plangate.db.row.Claim;
import dev.plangate.db.row.Held;
import dev.plangate.db.row.Reaped;
import dev.plangate.pipeline.config.WorkerSettings;
import dev.plangate.pipeline.runtime.Loop;
import dev.plangate.pipeline.runtime.Outcome;
import dev.plangate.pipeline.runtime.Pace;
import dev.plangate.pipeline.runtime.Wake;
import dev.plangate.pipeline.worker.domain.RunReport;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a worker does with one queue: claims, checks, completes, renews, looks whether its claims still hold, and reaps
 * those of others. Runs and slices have a lane each, so that neither waits behind the other.
 */
final class Lane<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final int REAP = 200;
    private static final Duration REAP_EVERY = Duration.ofMillis(500);
    /** A cancel or a new revision reaches the checks that it makes pointless within this time and a little. */
    private static final Duration WATCH_EVERY = Duration.ofMillis(250);
    /** Without I/O: a Postgres that does not answer must not keep a lease alive here that has ended there. */
    private static final Duration EXPIRE_EVERY = Duration.ofMillis(100);
    /** How long a stop waits for what has ended to be written. */
    private static final Duration LONGEST_WRITE = Duration.ofSeconds(2);

    private final String owner;
    private final WorkerSettings settings;
    private final WorkQueue<T> queue;
    private final RunInputs inputs;
    private final TargetChecks checks;
    private final BooleanSupplier room;
    private final int batch;
    private final int most;
    private final HeldClaims held = new HeldClaims();
    private final Completer<T> completer;
    private final Counter claimed;
    private final Counter requeued;
    /** The lease as this worker uses it: it stops before the database lets others in. */
    private final Duration usable;
    private final Loop claiming;
    private final Loop completing;
    private final Loop renewing;
    private final Loop expiring;
    private final Loop watching;
    private final Loop reaping;

    /**
     * Does not start yet.
     *
     * @param name   runs or slices
     * @param batch  claims taken at once at most
     * @param most   claims held at once at most
     * @param room   false while nothing is to be claimed
     * @param work   signalled when there may be something to claim
     * @param outbox called when there are rows to relay
     */
    Lane(String name, String owner, WorkerSettings settings, WorkQueue<T> queue, RunInputs inputs,
            TargetChecks checks, int batch, int most, BooleanSupplier room, Wake work, Runnable outbox,
            MeterRegistry meters) {
        this.owner = owner;
        this.settings = settings;
        this.queue = queue;
        this.inputs = inputs;
        this.checks = checks;
        this.batch = batch;
        this.most = most;
        this.room = room;
        this.usable = settings.lease().minus(settings.lease().dividedBy(10));
        Tags tags = Tags.of("queue", name);
        this.claimed = meters.counter("plangate.worker.runs.claimed", tags);
        this.requeued = meters.counter("plangate.worker.runs.requeued", tags);
        meters.gauge("plangate.worker.runs.held", tags, held, HeldClaims::size);
        this.completer = new Completer<>(name, queue, held, () -> {
            outbox.run();
            work.signal();
        }, meters);
        String thread = "plangate-worker-" + name;
        this.claiming = new Loop(thread + "-claim", this::claim, Pace.ADAPTIVE, work);
        this.completing = new Loop(thread + "-complete", completer::step, Pace.ADAPTIVE);
        this.renewing = new Loop(thread + "-renew", this::renew, Pace.every(settings.heartbeat()));
        this.expiring = new Loop(thread + "-expire", this::expire, Pace.every(EXPIRE_EVERY));
        this.watching = new Loop(thread + "-watch", this::watch, Pace.every(WATCH_EVERY));
        this.reaping = new Loop(thread + "-reap", this::reap, Pace.every(REAP_EVERY));
    }

    List<Loop> loops() {
        return List.of(claiming, completing, renewing, expiring, watching, reaping);
    }

    private Outcome claim() {
        int limit = Math.min(batch, most - held.size());
        if (limit <= 0 || !room.getAsBoolean()) {
            return Outcome.IDLE;
        }
        long before = System.nanoTime();
        List<Claim> claims = queue.claims().claim(owner, limit, settings.lease());
        if (claims.isEmpty()) {
            return Outcome.IDLE;
        }
        claimed.increment(claims.size());
        List<HeldClaim> ours = claims.stream().map(claim -> new HeldClaim(claim, before, usable)).toList();
        ours.forEach(held::add);
        try {
            List<RunInputs.Job> jobs = inputs.read(claims);
            for (int i = 0; i < jobs.size(); i++) {
                begin(ours.get(i), jobs.get(i));
            }
        } catch (RuntimeException e) {
            List<HeldClaim> idle = ours.stream().filter(claim -> !claim.isStarted()).toList();
            idle.forEach(held::remove);
            queue.claims().release(owner, idle.stream().map(HeldClaim::held).toList());
            throw e;
        }
        return Outcome.BUSY;
    }

    private void begin(HeldClaim claim, RunInputs.Job job) {
        if (queue.takesAside(job)) {
            held.remove(claim);
        } else {
            checks.start(claim, job, completer::ended);
        }
    }

    /** Renews what is held; what is not ours any more is stopped. */
    private Outcome renew() {
        Collection<HeldClaim> all = held.all();
        if (!all.isEmpty()) {
            long before = System.nanoTime();
            Set<Held> still = queue.claims().heartbeat(owner, all.stream().map(HeldClaim::held).toList(),
                    settings.lease());
            all.stream().filter(claim -> still.contains(claim.held())).forEach(claim -> claim.renewed(before, usable));
            loseAllBut(still, all);
        }
        return Outcome.IDLE;
    }

    /** Stops what may soon not be ours, whatever the heartbeat waits for. */
    private Outcome expire() {
        long now = System.nanoTime();
        held.all().stream().filter(claim -> !claim.isUsable(now))
                .forEach(claim -> lose(claim, "its lease could not be renewed"));
        return Outcome.IDLE;
    }

    /** Reads more often than it renews: writing costs more than looking. */
    private Outcome watch() {
        Collection<HeldClaim> all = held.all();
        if (!all.isEmpty()) {
            loseAllBut(queue.claims().stillHeld(all.stream().map(HeldClaim::held).toList()), all);
        }
        return Outcome.IDLE;
    }

    /** One that has ended needs no stop, and may be gone because it was written just now. */
    private void loseAllBut(Set<Held> still, Collection<HeldClaim> all) {
        all.stream().filter(claim -> !still.contains(claim.held()) && !claim.isEnded())
                .forEach(claim -> lose(claim, "it was cancelled, replaced, or taken over"));
    }

    private void lose(HeldClaim claim, String why) {
        held.remove(claim);
        if (!claim.isLost()) {
            claim.lose();
            LOG.info("stops {}: {}", claim, why);
        }
    }

    private Outcome reap() {
        Reaped reaped = queue.claims().reap(REAP, settings.attempts(), RunReport::terminal);
        requeued.increment(reaped.requeued().size());
        reaped.failed().forEach(plan -> LOG.warn("{}: its run FAILED after {} attempts", plan, settings.attempts()));
        return reaped.total() == REAP ? Outcome.BUSY : Outcome.IDLE;
    }

    /** Claims no more, writes what has ended, and hands the rest back, to be claimed by others at once. */
    void close() {
        List.of(claiming, reaping, watching).forEach(Loop::stop);
        List.of(claiming, reaping, watching).forEach(Loop::close);
        writeEnded();
        completing.close();
        List<HeldClaim> rest = List.copyOf(held.all());
        rest.forEach(HeldClaim::lose);
        if (!rest.isEmpty()) {
            try {
                Set<Held> released = queue.claims().release(owner, rest.stream().map(HeldClaim::held).toList());
                LOG.info("handed {} of {} claims back", released.size(), rest.size());
            } catch (RuntimeException e) {
                LOG.warn("{} claims could not be handed back; others take them once their leases end", rest.size(), e);
            }
        }
        renewing.close();
        expiring.close();
    }

    private void writeEnded() {
        long end = System.nanoTime() + LONGEST_WRITE.toNanos();
        try {
            while (!completer.isIdle() && end - System.nanoTime() > 0) {
                held.awaitChange(Duration.ofMillis(20));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
