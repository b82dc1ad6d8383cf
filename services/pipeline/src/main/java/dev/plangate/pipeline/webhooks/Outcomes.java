package dev.plangate.pipeline.webhooks;

import dev.plangate.db.Deliveries;
import dev.plangate.db.row.DeliveryOutcome;
import dev.plangate.pipeline.runtime.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what became of claims, in batches that grow with the load. What waits in memory may be lost with the process: its
 * claims then end, and it is delivered once more (trap 17). The queue holds no more than there are places.
 */
final class Outcomes {
    private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);
    private static final int BATCH = 500;

    private final Deliveries deliveries;
    private final MeterRegistry meters;
    private final Runnable wake;
    private final BlockingQueue<DeliveryOutcome> queue = new LinkedBlockingQueue<>();
    private final List<DeliveryOutcome> pending = new ArrayList<>();
    /** Webhooks that fail, and why: said once, until it is something else. */
    private final Map<String, String> told = new ConcurrentHashMap<>();

    /** @param wake called after each batch: what follows may be claimed, and dead letters relayed */
    Outcomes(Deliveries deliveries, MeterRegistry meters, Runnable wake) {
        this.deliveries = deliveries;
        this.meters = meters;
        this.wake = wake;
    }

    void add(DeliveryOutcome outcome) {
        queue.add(outcome);
    }

    /** Writes what is there; by one thread. What could not be written is tried again at the next call. */
    Outcome step() {
        queue.drainTo(pending, BATCH - pending.size());
        if (pending.isEmpty()) {
            return Outcome.IDLE;
        }
        Set<Long> written = deliveries.record(pending);
        pending.stream().filter(outcome -> written.contains(outcome.claim().seq())).forEach(this::tell);
        pending.clear();
        wake.run();
        return Outcome.BUSY;
    }

    private void tell(DeliveryOutcome outcome) {
        meters.counter("plangate.webhooks.attempts", "outcome",
                outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT)).increment();
        String endpoint = outcome.claim().endpoint().toString();
        switch (outcome) {
            case DeliveryOutcome.Delivered _ -> {
                if (told.remove(endpoint) != null) {
                    LOG.info("{} answers again", endpoint);
                }
            }
            case DeliveryOutcome.Postponed(var _, var pause, String error) -> {
                if (!error.equals(told.put(endpoint, error))) {
                    LOG.warn("{}: {}; tried again, next in {} ms", endpoint, error,
                            pause.toMillis());
                }
            }
            case DeliveryOutcome.Dead(var claim, String error, var _) ->
                LOG.warn("{}: event {} of {} goes to the dead letters: {}", endpoint, claim.eventId(), claim.plan(),
                        error);
            case DeliveryOutcome.Dropped(var claim, String error) -> {
                told.remove(endpoint);
                LOG.info("{}: event {} of {} is dropped: {}", endpoint, claim.eventId(), claim.plan(), error);
            }
        }
    }
}
