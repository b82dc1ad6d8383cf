package dev.plangate.pipeline.relay;

import dev.plangate.pipeline.config.Deployment;
import dev.plangate.pipeline.config.KafkaSettings;
import dev.plangate.pipeline.config.RelaySettings;
import java.time.Duration;
import java.util.Map;

/**
 * What a relay needs to know.
 *
 * @param deployment prefix of the transactional ids; two relays with the same name on the same brokers must work on the
 *     same database
 * @param shard which of the deployment's databases; "0" while there is one
 * @param batchRows rows of one Kafka transaction at most
 * @param batchBytes bytes of their values at most, the row that reaches it included
 * @param lease how long a part stays with a relay that is not heard of
 * @param kafka properties of every Kafka client: bootstrap.servers, security; what is set here wins over the relay's own
 *     tuning (compression.type, linger.ms, ...), not over what the promises rest on
 */
public record RelayConfig(String deployment, String shard, int batchRows, long batchBytes, Duration lease,
        Map<String, Object> kafka) {

    /** 4 MiB: what a producer sends in some ten milliseconds, and a fraction of the heap with eight parts. */
    public static final long BATCH_BYTES = 4L * 1024 * 1024;

    public RelayConfig {
        kafka = Map.copyOf(kafka);
    }

    /** From the settings of a process. */
    public static RelayConfig of(Deployment deployment, RelaySettings relay, KafkaSettings kafka) {
        return new RelayConfig(deployment.name(), "0", relay.batchSize(), BATCH_BYTES, relay.lease(),
                kafka.properties());
    }

    /** Also the key of the part's progress record: never change its form. */
    String transactionalId(int part) {
        return "%s-relay-%s-%d".formatted(deployment, shard, part);
    }
}
