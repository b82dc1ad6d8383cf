package dev.plangate.pipeline.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.plangate.pipeline.relay.domain.RowIds;
import dev.plangate.v1.OutboxProgress;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ProgressRecordsTest {
    @Test
    void namesComeBackAsTheyWent() {
        var rows = new RowIds(List.of(3L, 9L), List.of(UUID.randomUUID(), UUID.randomUUID()));

        assertThat(ProgressRecords.rows(ProgressRecords.of(rows))).isEqualTo(rows);
    }

    /** What a record of 20,000 rows takes fits into the topic's 1 MiB. */
    @Test
    void largestBatchFits() {
        var ids = LongStream.range(1L << 40, (1L << 40) + 20_000).boxed().toList();
        var rows = new RowIds(ids, ids.stream().map(id -> new UUID(id, id)).toList());

        assertThat(ProgressRecords.of(rows).getSerializedSize()).isLessThan(600_000);
    }

    @Test
    void damagedRecordIsRefused() {
        var progress = OutboxProgress.newBuilder().addIds(1).addEventIds(ByteString.copyFromUtf8("short")).build();

        assertThatThrownBy(() -> ProgressRecords.rows(progress)).hasMessage("eventIds: wanted 16 bytes each, got 5");
    }
}
