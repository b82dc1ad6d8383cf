package dev.plangate.standalone.broker;

import dev.plangate.standalone.Ports;
import dev.plangate.standalone.StandaloneException;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The real Kafka broker and KRaft controller in this JVM, on the loopback interface. What it stores is kept in its
 * directory and is there again when a broker is started on the same directory.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);
    private static final int ATTEMPTS = 3;

    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a broker; returns when it answers.
     *
     * @param dir its storage; made and formatted when missing
     * @param port of the client listener on 127.0.0.1; 0 = a free one
     * @throws StandaloneException when it cannot be started
     */
    public static EmbeddedBroker start(Path dir, int port) {
        return start(dir, port, Map.of());
    }

    /** The same with other settings of the broker: transactional.id.expiration.ms. */
    public static EmbeddedBroker start(Path dir, int port, Map<String, String> overrides) {
        Ports.requireFree(port, "the broker", "--port");
        if (StaleLeadership.isLeftIn(dir)) {
            StaleLeadership.end(dir);
        }
        for (int attempt = 1;; attempt++) {
            try {
                return attempt(dir, Ports.orFree(port), overrides);
            } catch (RuntimeException e) {
                // Both the controller's port and a free client port may have been taken since they were found.
                if (attempt == ATTEMPTS || !causedByBind(e)) {
                    throw new StandaloneException(
                            "the embedded broker in %s does not start: %s".formatted(dir, e.getMessage()), e);
                }
            }
        }
    }

    /** host:port for bootstrap.servers. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Stops cleanly, so that the next start has nothing to recover; gives up after 20 seconds. */
    @Override
    public void close() {
        var stop = Thread.ofPlatform().name("broker-stop").daemon().start(server::shutdown);
        try {
            if (!stop.join(LONGEST_STOP)) {
                LOG.warn("the embedded broker did not stop within {}: left behind", LONGEST_STOP);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static EmbeddedBroker attempt(Path dir, int port, Map<String, String> overrides) {
        var settings = new HashMap<>(BrokerSettings.of(dir, port, Ports.free()));
        settings.putAll(overrides);
        var config = new KafkaConfig(settings, false);
        BrokerStorage.format(dir, BrokerSettings.NODE, Uuid.randomUuid().toString());
        var server = new KafkaRaftServer(config, Time.SYSTEM);
        try {
            server.startup();
        } catch (RuntimeException e) {
            server.shutdown();
            throw e;
        }
        return new EmbeddedBroker(server, port);
    }

    private static boolean causedByBind(Throwable e) {
        for (var cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return true;
            }
        }
        return false;
    }
}
