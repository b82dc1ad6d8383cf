package dev.plangate.standalone.broker;

import dev.plangate.standalone.StandaloneException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends transactions that nobody will ever end (KIP-664). When a lone broker is killed between the decision of a transaction
 * and its markers, its partitions have no leader for a moment at the next start; the coordinator (seen with Kafka 4.3.1) takes
 * partitions without a leader for deleted ones, calls the transaction complete and writes no marker: read_committed consumers
 * would wait before it for ever. None of its records was visible to them, so it is aborted whole; whoever wrote it has not
 * been told that it was committed, and writes again.
 */
public final class HangingTransactions {
    private static final Logger LOG = LoggerFactory.getLogger(HangingTransactions.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Set<TransactionState> BEING_ENDED = Set.of(TransactionState.PREPARE_COMMIT,
            TransactionState.PREPARE_ABORT);

    /** How long a transaction stays as it is before it counts as hanging. */
    private static final Duration STILL = Duration.ofSeconds(8);

    private record Open(TopicPartition partition, long offset, long producerId, int producerEpoch,
            int coordinatorEpoch) {
        static Open of(TopicPartition partition, ProducerState producer) {
            return new Open(partition, producer.currentTransactionStartOffset().orElseThrow(), producer.producerId(),
                    producer.producerEpoch(), producer.coordinatorEpoch().orElse(0));
        }
    }

    private HangingTransactions() {}

    /**
     * Aborts them. Called before any producer starts, so that an open transaction of which its coordinator does not know is
     * one that hangs.
     *
     * @return how many partitions one was open on
     */
    public static int abort(Admin admin) {
        try {
            List<Open> seen = hanging(admin);
            if (seen.isEmpty()) {
                return 0;
            }
            // A coordinator that is still loading, or that tries a marker again, ends its transactions within this time.
            LockSupport.parkNanos(STILL.toNanos());
            List<Open> hanging = hanging(admin).stream().filter(seen::contains).toList();
            for (Open open : hanging) {
                LOG.info("aborting a transaction that hangs on {} since offset {}", open.partition(), open.offset());
                // A marker bears the epoch above that of the records (KIP-890); the coordinator has counted it already.
                admin.abortTransaction(new AbortTransactionSpec(open.partition(), open.producerId(),
                        (short) (open.producerEpoch() + 1), open.coordinatorEpoch())).all().get();
            }
            return hanging.size();
        } catch (ExecutionException e) {
            throw new StandaloneException(
                    "transactions that were left open cannot be ended: " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StandaloneException("interrupted", e);
        }
    }

    private static List<Open> hanging(Admin admin) throws ExecutionException, InterruptedException {
        awaitDecided(admin);
        Set<Long> ongoing = admin
                .listTransactions(new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING))).all()
                .get()
                .stream().map(TransactionListing::producerId).collect(Collectors.toSet());
        return open(admin).stream().filter(open -> !ongoing.contains(open.producerId())).toList();
    }

    private static void awaitDecided(Admin admin) throws ExecutionException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!admin.listTransactions(new ListTransactionsOptions().filterStates(BEING_ENDED)).all().get().isEmpty()) {
            if (System.nanoTime() > end) {
                throw new StandaloneException("the broker does not end its transactions within " + PATIENCE);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private static List<Open> open(Admin admin) throws ExecutionException, InterruptedException {
        Set<String> topics = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
        var partitions = new ArrayList<TopicPartition>();
        admin.describeTopics(topics).allTopicNames().get().forEach((name, topic) -> topic.partitions()
                .forEach(partition -> partitions.add(new TopicPartition(name, partition.partition()))));
        var open = new ArrayList<Open>();
        admin.describeProducers(partitions).all().get().forEach((partition, state) -> state.activeProducers().stream()
                .filter(producer -> producer.currentTransactionStartOffset().isPresent())
                .forEach(producer -> open.add(Open.of(partition, producer))));
        return open;
    }
}
