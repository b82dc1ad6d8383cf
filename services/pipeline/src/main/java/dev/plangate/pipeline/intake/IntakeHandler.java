package dev.plangate.pipeline.intake;

import dev.plangate.db.Locks;
import dev.plangate.db.Outbox;
import dev.plangate.db.Runs;
import dev.plangate.db.Tx;
import dev.plangate.db.row.OutboxRow;
import dev.plangate.pipeline.consume.BatchHandler;
import dev.plangate.pipeline.consume.DeadLetter;
import dev.plangate.pipeline.intake.domain.Moment;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** One batch of upstream records, in one transaction: locks, then references, then plans. */
final class IntakeHandler implements BatchHandler {
    private final IncomingReader reader;
    private final Duration patience;
    private final Runnable wake;
    private final Counter refusals;
    private final References references = new References();
    private final Locks locks = new Locks();
    private final PlanBatch plans;

    /**
     * @param patience how long a plan waits for a sheet, project or group
     * @param wake     called after each commit: there may be runs to claim and rows to relay
     */
    IntakeHandler(IncomingReader reader, Duration patience, Runs runs, Outbox outbox, Runnable wake, Counter refusals) {
        this.reader = reader;
        this.patience = patience;
        this.wake = wake;
        this.refusals = refusals;
        this.plans = new PlanBatch(runs, outbox);
    }

    @Override
    public void apply(Tx tx, List<ConsumerRecord<byte[], byte[]>> batch) {
        List<Incoming> incoming = batch.stream().map(reader::read).toList();
        var refused = new ArrayList<OutboxRow>();
        for (Incoming in : incoming) {
            if (in instanceof Incoming.Poison(var origin, String reason)) {
                refused.add(DeadLetter.row(origin, "intake", reason));
            }
        }
        locks.acquire(tx, Lockset.of(incoming));
        References.Changed changed = references.store(tx, incoming);
        plans.apply(tx, incoming, changed, new Moment(tx.now(), patience), refused);
        refusals.increment(refused.size());
    }

    @Override
    public void committed() {
        wake.run();
    }
}
