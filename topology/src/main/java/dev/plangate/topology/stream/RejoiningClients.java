package dev.plangate.topology.stream;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * The clients of Kafka Streams, with a producer that is used no more once a transaction of it was aborted.
 *
 * <p>All tasks of a stream thread write in one transaction. When Kafka Streams 4.3.1 finds one of them corrupted (its local state was
 * left behind by a kill, say) it means to commit the others and aborts then; but while partitions move it commits nothing
 * ({@code TaskManager.handleCorruption}, {@code commitTasksAndMaybeUpdateCommittableOffsets}), and aborts all the same. What the
 * other tasks wrote is gone, yet they go on behind it: a command is never sent. Here the next transaction is refused as if
 * somebody had taken over: Kafka Streams gives up all tasks of the thread, joins again, and begins at what is committed. It costs
 * restoring their state, and happens only where something was aborted.
 */
public final class RejoiningClients implements KafkaClientSupplier {
    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new Once(config);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return consumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return consumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return consumer(config);
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Kafka Streams makes another one when it joins again. Used by one thread. */
    private static final class Once extends KafkaProducer<byte[], byte[]> {
        private boolean aborted;

        Once(Map<String, Object> config) {
            super(config, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public void abortTransaction() {
            aborted = true;
            super.abortTransaction();
        }

        @Override
        public void beginTransaction() {
            if (aborted) {
                throw new ProducerFencedException("a transaction was aborted: its tasks begin at what is committed");
            }
            super.beginTransaction();
        }
    }
}
