package dev.plangate.topology.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class GateOptionsTest {
    @Test
    void whatExactlyOnceRestsOnIsNotTakenFromTheClient() {
        var config = new StreamsConfig(
                options(Map.of("bootstrap.servers", "b:9092", "processing.guarantee", "at_least_once",
                        "group.protocol", "streams", "security.protocol", "SASL_SSL")).properties());
        assertThat(config.getString("processing.guarantee")).isEqualTo(StreamsConfig.EXACTLY_ONCE_V2);
        assertThat(config.getString("group.protocol")).isEqualTo("classic");
        assertThat(config.getString("security.protocol")).isEqualTo("SASL_SSL");
        assertThat(config.getMainConsumerConfigs("plangate-gate", "x", 0))
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("session.timeout.ms", 8_000).containsEntry("max.poll.interval.ms", 30_000)
                .containsEntry("auto.offset.reset", "earliest");
    }

    @Test
    void theSessionTimeoutMayBeSet() {
        var config = new StreamsConfig(options(Map.of("bootstrap.servers", "b:9092", "main.consumer.session.timeout.ms",
                "6000")).properties());
        assertThat(config.getMainConsumerConfigs("plangate-gate", "x", 0)).containsEntry("session.timeout.ms", "6000");
    }

    @Test
    void theAdminClientLeavesASilentConnectionWhenARequestWouldTimeOut() {
        var usual = new StreamsConfig(options(Map.of("bootstrap.servers", "b:9092")).properties());
        assertThat(usual.getAdminConfigs("x")).containsEntry("connections.max.idle.ms", 30_000)
                .containsEntry("default.api.timeout.ms", 60_000);
        var quick = new StreamsConfig(
                options(Map.of("bootstrap.servers", "b:9092", "request.timeout.ms", "5000")).properties());
        assertThat(quick.getAdminConfigs("x")).containsEntry("connections.max.idle.ms", "5000")
                .containsEntry("default.api.timeout.ms", 10_000);
        assertThat(quick.getMainConsumerConfigs("plangate-gate", "x", 0)).doesNotContainEntry("connections.max.idle.ms",
                "5000");
    }

    @Test
    void mistakesNameTheField() {
        assertThatThrownBy(
                () -> new GateOptions("gate", Duration.ZERO, 1, Path.of("d"), Duration.ofSeconds(1), Map.of()))
                .hasMessageContaining("commitInterval");
        assertThatThrownBy(
                () -> new GateOptions(" ", Duration.ofMillis(1), 1, Path.of("d"), Duration.ofSeconds(1), Map.of()))
                .hasMessageContaining("applicationId");
    }

    private static GateOptions options(Map<String, Object> client) {
        return new GateOptions("plangate-gate", Duration.ofMillis(20), 2, Path.of("state"), Duration.ofSeconds(5),
                client);
    }
}
