package dev.plangate.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanPartitionTest {

    /** Hashes from Kafka's own tests of murmur2. */
    @ParameterizedTest
    @CsvSource({"21, -973932308", "foobar, -790332482", "a-little-bit-long-string, -985981536",
            "a-little-bit-longer-string, -1486304829",
            "lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8, -58897971"})
    void isKafkasHashWithoutItsSign(String key, int murmur2) {
        assertThat(PlanPartition.of(key, 12)).isEqualTo((murmur2 & 0x7fffffff) % 12);
    }

    @Property
    void isWhatKafkasPartitionerAnswers(@ForAll @NotEmpty String key,
            @ForAll @IntRange(min = 1, max = 200) int partitions) {
        byte[] bytes = key.getBytes(UTF_8);

        assertThat(PlanPartition.of(key, partitions)).isEqualTo(BuiltInPartitioner.partitionForKey(bytes, partitions))
                .isEqualTo(Utils.toPositive(Utils.murmur2(bytes)) % partitions);
    }
}
