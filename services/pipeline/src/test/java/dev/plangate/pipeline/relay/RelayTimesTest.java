package dev.plangate.pipeline.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

class RelayTimesTest {
    @Property
    void timesAreInOrder(@ForAll @IntRange(min = 1_000, max = 600_000) int leaseMillis) {
        var times = RelayTimes.of(Duration.ofMillis(leaseMillis));

        assertThat(times.renewal().multipliedBy(3)).isLessThan(times.lease().minus(times.margin()));
        assertThat(times.tick()).isLessThan(times.renewal());
        assertThat(times.request().multipliedBy(2)).isLessThan(times.delivery());
        assertThat(times.transaction()).isGreaterThan(times.delivery().multipliedBy(2));
    }

    /** Kafka's own checks accept them, and what the promises rest on cannot be overridden. */
    @Example
    void propertiesAreAcceptedAndFixedOnesStay() {
        var clients = new ClientProperties(
                Map.of("bootstrap.servers", "localhost:9092", "acks", "1", "compression.type", "zstd"),
                RelayTimes.of(Duration.ofSeconds(1)));

        var properties = clients.producer("x-relay-0-1");
        properties.put("key.serializer", ByteArraySerializer.class);
        properties.put("value.serializer", ByteArraySerializer.class);
        var config = new ProducerConfig(properties);

        assertThat(config.getString("transactional.id")).isEqualTo("x-relay-0-1");
        assertThat(config.getString("compression.type")).isEqualTo("zstd");
        assertThat(config.originals().get("acks")).isEqualTo("all");
    }
}
