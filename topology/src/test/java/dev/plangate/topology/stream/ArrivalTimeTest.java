package dev.plangate.topology.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrivalTimeTest {
    @ParameterizedTest
    @CsvSource({"-1, 0", "0, 0", "999, 999", "1000, 1000", "9223372036854775807, 1000"})
    void aRecordWithoutATimeOrFromTheFutureStopsNothing(long written, long taken) {
        var record = new ConsumerRecord<Object, Object>("topic", 0, 0, written, TimestampType.CREATE_TIME, 0, 0, "key",
                "value", new RecordHeaders(), Optional.empty());
        assertThat(new ArrivalTime(InstantSource.fixed(Instant.ofEpochMilli(1_000))).extract(record, -1))
                .isEqualTo(taken);
    }
}
