package dev.plangate.standalone.broker;

import dev.plangate.standalone.Ports;
import dev.plangate.standalone.StandaloneException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a lone broker that was killed leaves in its metadata: itself as the leader of everything. Started on that, it loads
 * its transactions as their coordinator and sends out the markers that the kill has left undone; then its new registration
 * arrives, which takes all leaders away for a moment, and markers that are tried again at that moment are dropped for good:
 * Kafka 4.3.1 takes a partition without a leader for a deleted one (KRaftMetadataCache.getPartitionLeaderEndpoint is empty
 * for both; TransactionMarkerChannelManager logs "likely deleted already"). A transaction that was committed is then lost
 * in those partitions, and read_committed consumers wait before it for ever.
 *
 * <p>
 * So the leadership is ended first, by the controller alone: the broker then comes back to partitions that have no leader,
 * and becomes the leader of all of them, and the coordinator, by one and the same change.
 */
final class StaleLeadership {
    private static final Logger LOG = LoggerFactory.getLogger(StaleLeadership.class);

    private StaleLeadership() {}

    /** Whether the broker that ran on this directory was killed. */
    static boolean isLeftIn(Path dir) {
        return Files.exists(dir.resolve("meta.properties")) && !Files.exists(dir.resolve(".kafka_cleanshutdown"));
    }

    /** Ends it. Nothing else runs on the directory meanwhile. */
    static void end(Path dir) {
        int port = Ports.free();
        var controller = new KafkaRaftServer(new KafkaConfig(BrokerSettings.controllerAlone(dir, port), false),
                Time.SYSTEM);
        try {
            controller.startup();
            try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG,
                    "127.0.0.1:" + port))) {
                admin.unregisterBroker(BrokerSettings.NODE).all().get();
                LOG.info("the broker was killed: its leadership is ended before it starts again");
            }
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof BrokerIdNotRegisteredException)) {
                throw new StandaloneException("the controller does not answer: " + e.getCause().getMessage(), e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StandaloneException("interrupted", e);
        } finally {
            controller.shutdown();
            controller.awaitShutdown();
        }
    }
}
