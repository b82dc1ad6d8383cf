package dev.plangate.pipeline.relay;

import dev.plangate.db.LostLease;
import dev.plangate.db.row.PartLease;
import dev.plangate.pipeline.relay.domain.LeaseWindow;
import dev.plangate.pipeline.relay.domain.PartAction;
import dev.plangate.pipeline.relay.domain.PartEvent;
import dev.plangate.pipeline.relay.domain.PartMachine;
import dev.plangate.pipeline.relay.domain.PartState;
import dev.plangate.pipeline.runtime.Pace;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of one owned part, from the lease to its end: asks the machine for the next step and takes it. A platform
 * thread, so that checks that keep every carrier thread busy in the same process do not hold it up.
 */
final class PartRunner {
    private static final Logger LOG = LoggerFactory.getLogger(PartRunner.class);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Pace RETRY = new Pace(LOOK, LOOK, Duration.ofMillis(50), Duration.ofSeconds(2));

    private final PartLease lease;
    private final PartEnvironment env;
    private final PartSteps steps;
    private final PartSignals signals;
    private final Thread thread;
    private volatile String lastError = "";
    private volatile boolean dead;
    private int failures;

    PartRunner(PartLease lease, LeaseWindow window, PartEnvironment env, LongSupplier nanoTime) {
        this.lease = lease;
        this.env = env;
        this.steps = new PartSteps(lease, env);
        this.signals = new PartSignals(window, nanoTime);
        this.thread = Thread.ofPlatform().name("relay-part-" + lease.part()).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    PartLease lease() {
        return lease;
    }

    PartSignals signals() {
        return signals;
    }

    /** The thread has ended, and with it all that it did for the part. */
    boolean ended() {
        return thread.getState() == Thread.State.TERMINATED;
    }

    /** The thread ended by an error that is no failure of a step: a bug, or no memory. */
    boolean dead() {
        return dead;
    }

    /** Why the part is in doubt; empty when it is not. */
    String lastError() {
        return lastError;
    }

    /** The lease is another's, or may be: ends without touching anything, even what hangs in Kafka. Returns at once. */
    void abandon() {
        signals.leaseLost();
        steps.abandon();
    }

    boolean join(Duration patience) throws InterruptedException {
        return thread.join(patience);
    }

    private void run() {
        PartState state = new PartState.Unowned();
        PartEvent event = new PartEvent.LeaseAcquired(lease.fence());
        try {
            do {
                var next = PartMachine.next(state, event);
                LOG.trace("part {}: {} -> {}", lease.part(), event, next);
                state = next.state();
                event = outcome(next.action());
            } while (state instanceof PartState.Owned);
        } catch (Throwable e) {
            dead = true;
            lastError = e.toString();
            LOG.error("part {} cannot go on", lease.part(), e);
        } finally {
            steps.abandon();
        }
    }

    /** Looks up between two steps: a stop waits for the delete of what is published, a lost lease for nothing. */
    private PartEvent outcome(PartAction action) {
        boolean leaving = action instanceof PartAction.Release || action instanceof PartAction.Abandon;
        if (!leaving && signals.mayNotAct()) {
            return new PartEvent.LeaseLost();
        }
        if (!leaving && signals.stopping() && !(action instanceof PartAction.Delete)) {
            return new PartEvent.StopRequested();
        }
        try {
            return perform(action);
        } catch (LostLease e) {
            return new PartEvent.LeaseLost();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new PartEvent.LeaseLost();
        } catch (RuntimeException e) {
            return failed(action, e);
        }
    }

    private PartEvent perform(PartAction action) throws InterruptedException {
        return switch (action) {
            case PartAction.FencePredecessor() -> steps.fencePredecessor();
            case PartAction.ConfirmLease() -> steps.confirmLease();
            case PartAction.ReadProgress() -> steps.readProgress();
            case PartAction.Delete(var rows) -> steps.delete(rows);
            case PartAction.ReadRows() -> steps.readRows();
            case PartAction.Publish(var rows) -> {
                var committed = steps.publish(rows);
                recovered();
                yield committed;
            }
            case PartAction.AwaitRows() -> {
                recovered();
                signals.awaitRows(LOOK);
                yield new PartEvent.RowsWaiting();
            }
            case PartAction.Recover(String _) -> {
                steps.abandon();
                signals.pause(RETRY.afterErrors(failures));
                yield new PartEvent.ProducerClosed();
            }
            case PartAction.Release() -> {
                steps.close();
                env.leases().release(lease);
                LOG.info("part {} released", lease.part());
                yield new PartEvent.StopRequested();
            }
            case PartAction.Abandon() -> {
                LOG.warn("part {} left: its lease, fence {}, is lost", lease.part(), lease.fence());
                yield new PartEvent.LeaseLost();
            }
        };
    }

    private PartEvent failed(PartAction action, RuntimeException e) {
        failures++;
        env.metrics().failed();
        lastError = "part %d: %s".formatted(lease.part(), e);
        // The stack once; while it goes on, one line each time.
        if (failures == 1) {
            LOG.warn("part {}: {} failed; it is taken over anew", lease.part(), name(action), e);
        } else {
            LOG.warn("part {}: {} failed, {} in a row: {}", lease.part(), name(action), failures, e.toString());
        }
        return new PartEvent.Failed(e.toString());
    }

    private void recovered() {
        failures = 0;
        lastError = "";
    }

    private static String name(PartAction action) {
        return action.getClass().getSimpleName();
    }
}
