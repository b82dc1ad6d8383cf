package dev.plangate.topology.stream;

import dev.plangate.contract.AdminConnections;
import dev.plangate.contract.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * How a gate runs.
 *
 * @param applicationId consumer group and prefix of the changelog: one per deployment, {@code plangate-gate}; another one
 *     begins with an empty state
 * @param commitInterval most of the gate's latency; 20 ms cost p99 86 to 102 ms at 1,000 records a second
 * @param threads stream threads; more than there are partitions are idle
 * @param stateDir local copy of the state; may be lost, is then restored from the changelog
 * @param stopTimeout longest clean stop
 * @param client bootstrap.servers, security, and further properties of Kafka Streams and its clients; what exactly-once
 *     rests on is not taken from here
 */
public record GateOptions(String applicationId, Duration commitInterval, int threads, Path stateDir,
        Duration stopTimeout, Map<String, Object> client) {

    private static final int SESSION_TIMEOUT_MS = 8_000;
    private static final int MAX_POLL_INTERVAL_MS = 30_000;

    /** Checks the numbers. */
    public GateOptions {
        if (applicationId.isBlank()) {
            throw new IllegalArgumentException("applicationId: got a blank text, wanted plangate-gate or the like");
        }
        if (commitInterval.isNegative() || commitInterval.isZero()) {
            throw new IllegalArgumentException("commitInterval: got " + commitInterval + ", wanted more than 0");
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads: got " + threads + ", wanted 1 or more");
        }
        client = Map.copyOf(client);
    }

    /** All properties of Kafka Streams. */
    Properties properties() {
        var all = new HashMap<>(tunable());
        all.put(StreamsConfig.adminClientPrefix(AdminClientConfig.CONNECTIONS_MAX_IDLE_MS_CONFIG),
                AdminConnections.idleMillis(client));
        all.put(StreamsConfig.adminClientPrefix(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG),
                AdminConnections.callMillis(client));
        all.putAll(client);
        all.putAll(fixed());
        var properties = new Properties();
        properties.putAll(all);
        return properties;
    }

    private static Map<String, Object> tunable() {
        return Map.of(
                // A killed member's partitions move after this; the broker's default of 45 s would be the pause.
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_TIMEOUT_MS,
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), SESSION_TIMEOUT_MS / 4,
                // An answer to JoinGroup that is lost on the way is waited for so long; by default, five minutes.
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG), MAX_POLL_INTERVAL_MS,
                // The first record of a transaction adds its partition on the broker, and what overtakes it meanwhile is
                // refused and sent again after a back-off.
                StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1,
                // A transaction that begins before the markers of the last one are written is told to come again: soon.
                StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 5,
                // A gate that joins takes its share when its copy of the state is ready: look once a minute, not every ten.
                StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, 60_000L, //
                StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    }

    private Map<String, Object> fixed() {
        return Map.ofEntries(Map.entry(StreamsConfig.APPLICATION_ID_CONFIG, applicationId),
                Map.entry(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2),
                // The newer protocol refuses a topology with one more source topic, and stalls 48 s on a killed member.
                Map.entry(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic"),
                Map.entry(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true),
                // There is no global thread; without this each start warns. Its constant is deprecated: Kafka 5 needs it no more.
                Map.entry("processing.exception.handler.global.enabled", true),
                Map.entry(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis()),
                Map.entry(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads),
                Map.entry(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString()),
                Map.entry(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L),
                Map.entry(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest"),
                Map.entry(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                        Topics.MAX_MESSAGE_BYTES));
    }
}
