package dev.plangate.pipeline.relay;

import dev.plangate.db.DatabaseException;
import dev.plangate.db.PartLeases;
import dev.plangate.db.row.PartLease;
import dev.plangate.pipeline.relay.domain.FairShare;
import dev.plangate.pipeline.relay.domain.LeaseWindow;
import dev.plangate.pipeline.runtime.Outcome;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which parts this relay holds: renews their leases in one statement, takes free ones up to the fair share, gives surplus
 * back. One thread calls {@link #tick()}.
 */
final class PartOwnership {
    private static final Logger LOG = LoggerFactory.getLogger(PartOwnership.class);

    private final String owner;
    private final PartEnvironment env;
    private final PartLeases leases;
    private final LongSupplier nanoTime;
    private final Map<Integer, PartRunner> runners = new ConcurrentSkipListMap<>();
    private List<Integer> parts = List.of();
    private int share;
    private long renewedAt;
    private volatile boolean dead;

    PartOwnership(String owner, PartEnvironment env, LongSupplier nanoTime) {
        this.owner = owner;
        this.env = env;
        this.leases = env.leases();
        this.nanoTime = nanoTime;
    }

    Collection<PartRunner> runners() {
        return runners.values();
    }

    /** A part's thread ended by an error. */
    boolean dead() {
        return dead;
    }

    /** One look: at threads that ended, at windows, and, when it is time, at the leases. */
    Outcome tick() {
        runners.values().stream().filter(runner -> runner.signals().mayNotAct()).forEach(PartRunner::abandon);
        runners.values().removeIf(runner -> {
            dead |= runner.dead();
            return runner.ended();
        });
        long now = nanoTime.getAsLong();
        if (parts.isEmpty()) {
            parts = leases.parts();
        }
        if (share == 0 || now - renewedAt >= env.times().renewal().toNanos()) {
            renewedAt = now;
            renew(now);
            share = leases.fairShare(owner, env.times().lease());
            giveBack();
        }
        acquire();
        return Outcome.IDLE;
    }

    /** Finishes what is in flight, releases everything, leaves the members. True if all ended in time. */
    boolean stop(Duration patience) throws InterruptedException {
        runners.values().forEach(runner -> runner.signals().stop());
        long end = nanoTime.getAsLong() + patience.toNanos();
        boolean clean = true;
        for (PartRunner runner : runners.values()) {
            if (!runner.join(Duration.ofNanos(Math.max(1, end - nanoTime.getAsLong())))) {
                clean = false;
                LOG.warn("part {} did not come to rest in time; its lease will end by itself", runner.lease().part());
                runner.abandon();
            }
        }
        try {
            leases.leave(owner);
        } catch (DatabaseException e) {
            LOG.warn("{} counts as a member until its lease ends: {}", owner, e.getMessage());
        }
        return clean;
    }

    /** Not the abandoned ones: a thread that hangs must not keep its part. */
    private void renew(long asked) {
        var holding = runners.values().stream().filter(runner -> !runner.signals().mayNotAct()).toList();
        if (holding.isEmpty()) {
            return;
        }
        Set<Integer> held = leases.renew(holding.stream().map(PartRunner::lease).toList(), env.times().lease());
        for (PartRunner runner : holding) {
            if (held.contains(runner.lease().part())) {
                runner.signals().renewed(window(asked));
            } else if (!runner.ended()) {
                runner.abandon();
            }
        }
    }

    private void giveBack() {
        var staying = runners.values().stream().filter(runner -> !runner.signals().stopping()).toList();
        for (PartRunner runner : FairShare.surplus(staying, share)) {
            LOG.info("part {} is given back: {} of {} is the share of each relay", runner.lease().part(), share,
                    parts.size());
            runner.signals().stop();
        }
    }

    private void acquire() {
        // Relays that start together begin at different parts.
        int first = Math.floorMod(owner.hashCode(), parts.size());
        for (int i = 0; i < parts.size() && runners.size() < share; i++) {
            int part = parts.get((first + i) % parts.size());
            if (!runners.containsKey(part)) {
                long asked = nanoTime.getAsLong();
                leases.acquire(part, owner, env.times().lease()).ifPresent(lease -> own(lease, asked));
            }
        }
    }

    private void own(PartLease lease, long asked) {
        LOG.info("part {} acquired, fence {}", lease.part(), lease.fence());
        var runner = new PartRunner(lease, window(asked), env, nanoTime);
        runners.put(lease.part(), runner);
        runner.start();
    }

    private LeaseWindow window(long asked) {
        return LeaseWindow.from(asked, env.times().lease(), env.times().margin());
    }
}
