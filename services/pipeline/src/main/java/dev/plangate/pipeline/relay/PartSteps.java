package dev.plangate.pipeline.relay;

import dev.plangate.db.row.PartLease;
import dev.plangate.db.row.StoredOutboxRow;
import dev.plangate.pipeline.relay.domain.PartEvent;
import dev.plangate.pipeline.relay.domain.RowIds;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out the steps of one part under one lease. Used by the part's thread alone, but for {@link #abandon()}. */
final class PartSteps {
    private static final Logger LOG = LoggerFactory.getLogger(PartSteps.class);

    private final PartLease lease;
    private final PartEnvironment env;
    private final String transactionalId;
    private final BatchPublication publication;
    private volatile Optional<PartProducer> producer = Optional.empty();
    private int progressPartition;
    private List<StoredOutboxRow> batch = List.of();

    PartSteps(PartLease lease, PartEnvironment env) {
        this.lease = lease;
        this.env = env;
        this.transactionalId = env.config().transactionalId(lease.part());
        this.publication = new BatchPublication(transactionalId, env);
    }

    PartEvent fencePredecessor() {
        env.metrics().takenOver();
        var opened = new PartProducer(env.clients(), transactionalId);
        producer = Optional.of(opened);
        opened.fencePredecessor();
        reached(RelayStep.PREDECESSOR_FENCED);
        return new PartEvent.ProducerReady();
    }

    PartEvent confirmLease() {
        if (!env.leases().renew(Set.of(lease), env.times().lease()).contains(lease.part())) {
            return new PartEvent.LeaseLost();
        }
        reached(RelayStep.LEASE_CONFIRMED);
        return new PartEvent.LeaseConfirmed();
    }

    PartEvent readProgress() {
        progressPartition = env.progress().partition(lease.part());
        RowIds published = env.progress().lastPublished(transactionalId, progressPartition);
        reached(RelayStep.PROGRESS_READ);
        return new PartEvent.ProgressRead(published);
    }

    /** Id and event id must match: what a restored database gave the same ids stays. */
    PartEvent delete(RowIds rows) {
        long begin = System.nanoTime();
        int deleted = env.outbox().deletePublished(lease, rows.ids(), rows.eventIds());
        env.metrics().delete(System.nanoTime() - begin);
        LOG.debug("{}: {} of {} published rows deleted", transactionalId, deleted, rows.size());
        publication.forgetUnsendable(rows.eventIds());
        reached(RelayStep.DELETED);
        return new PartEvent.Deleted();
    }

    PartEvent readRows() {
        batch = env.outbox().read(lease.part(), env.config().batchRows(), env.config().batchBytes());
        if (!batch.isEmpty()) {
            reached(RelayStep.ROWS_READ);
        }
        return new PartEvent.RowsRead(new RowIds(batch.stream().map(StoredOutboxRow::id).toList(),
                batch.stream().map(StoredOutboxRow::eventId).toList()));
    }

    PartEvent publish(RowIds rows) {
        var open = producer.orElseThrow(() -> new KafkaException("the producer was closed: the lease is lost"));
        publication.send(open, batch, env.progress().record(transactionalId, progressPartition, rows));
        reached(RelayStep.SENT);
        publication.commit(open, batch);
        reached(RelayStep.COMMITTED);
        return new PartEvent.Committed();
    }

    /** The part rests, or is to be left: an open transaction there is none. */
    void close() {
        producer.ifPresent(open -> open.close(env.times().delivery()));
        producer = Optional.empty();
    }

    /** Nothing is sent from now on, and a call that blocks in the producer ends. From any thread. */
    void abandon() {
        try {
            producer.ifPresent(PartProducer::abandon);
        } catch (KafkaException e) {
            LOG.debug("{}: closing the producer", transactionalId, e);
        }
        producer = Optional.empty();
    }

    private void reached(RelayStep step) {
        env.steps().reached(step, lease.part());
    }
}
