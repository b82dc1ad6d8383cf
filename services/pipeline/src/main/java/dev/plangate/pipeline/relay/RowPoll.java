package dev.plangate.pipeline.relay;

import dev.plangate.db.Outbox;
import dev.plangate.pipeline.runtime.Outcome;
import dev.plangate.pipeline.runtime.Wake;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Asks, in one query for all idle parts, which of them have rows, and wakes those. */
final class RowPoll {
    /** After a hit: the parts that were woken need a moment, the others are asked about soon. */
    private static final Duration AFTER_HIT = Duration.ofMillis(5);

    private final Outbox outbox;
    private final PartOwnership ownership;
    private final Wake rowsAppended;

    RowPoll(Outbox outbox, PartOwnership ownership, Wake rowsAppended) {
        this.outbox = outbox;
        this.ownership = ownership;
        this.rowsAppended = rowsAppended;
    }

    Outcome tick() throws InterruptedException {
        Map<Integer, PartRunner> idle = idle(ownership.runners());
        if (idle.isEmpty()) {
            return Outcome.IDLE;
        }
        var waiting = outbox.nonEmpty(idle.keySet());
        waiting.forEach(part -> idle.get(part).signals().rowsWaiting());
        if (waiting.isEmpty()) {
            return Outcome.IDLE;
        }
        rowsAppended.await(AFTER_HIT);
        return Outcome.BUSY;
    }

    private static Map<Integer, PartRunner> idle(Collection<PartRunner> runners) {
        return runners.stream().filter(runner -> runner.signals().idle())
                .collect(Collectors.toMap(runner -> runner.lease().part(), Function.identity()));
    }
}
