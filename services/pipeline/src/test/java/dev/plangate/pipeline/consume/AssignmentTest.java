package dev.plangate.pipeline.consume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.db.Database;
import dev.plangate.db.DatabaseConfig;
import dev.plangate.db.Tx;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.DisconnectException;
import org.junit.jupiter.api.Test;

/** A broker that goes away while partitions are assigned: nobody can be asked where to go on. */
final class AssignmentTest {
    private static final TopicPartition PARTITION = new TopicPartition("plangate.plans", 0);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Its first answer about offsets is that the connection is gone; no Admin answers either. */
    private static final class Away extends MockConsumer<byte[], byte[]> {
        private final AtomicInteger asked = new AtomicInteger();

        Away() {
            super("none");
            updateBeginningOffsets(Map.of(PARTITION, 0L));
            setOffsetsException(new DisconnectException("gone"));
            schedulePollTask(() -> rebalance(List.of(PARTITION)));
        }

        @Override
        public synchronized Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions) {
            asked.incrementAndGet();
            return super.beginningOffsets(partitions);
        }
    }

    @Test
    void aBrokerThatIsAwayDuringAnAssignmentDoesNotEndTheProcess() {
        var consumer = new Away();
        var admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:1", "default.api.timeout.ms", 300,
                "request.timeout.ms", 200));
        try (var database = Database.open(
                DatabaseConfig.of("jdbc:postgresql://127.0.0.1:1/nowhere", "nobody", () -> ""))) {
            var service = new BatchConsumer("intake", "plangate-intake", Set.of(PARTITION.topic()), consumer, admin,
                    database, handler(), Optional::empty, new SimpleMeterRegistry());

            service.start();

            long end = System.nanoTime() + PATIENCE.toNanos();
            while (service.alive() && consumer.asked.get() < 3 && System.nanoTime() - end < 0) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
            assertThat(service.alive()).isTrue();
            assertThat(consumer.asked.get()).isGreaterThanOrEqualTo(3);
            service.close();
        }
    }

    private static BatchHandler handler() {
        return new BatchHandler() {
            @Override
            public void apply(Tx tx, List<ConsumerRecord<byte[], byte[]>> batch) {
                throw new AssertionError("nothing was polled");
            }

            @Override
            public void committed() {
                throw new AssertionError("nothing was polled");
            }
        };
    }
}
