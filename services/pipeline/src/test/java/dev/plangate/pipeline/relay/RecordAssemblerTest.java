package dev.plangate.pipeline.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.plangate.contract.ProtobufSerde;
import dev.plangate.contract.RecordHeaders;
import dev.plangate.contract.SchemaRegistry;
import dev.plangate.contract.Topics;
import dev.plangate.db.row.OutboxRow;
import dev.plangate.db.row.StoredOutboxRow;
import dev.plangate.v1.CheckRun;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class RecordAssemblerTest {
    private static final UUID EVENT = UUID.fromString("0197a000-0000-7000-8000-000000000001");
    private static final String KEY = "projects/p/plans/1";
    private final SchemaRegistry registry = SchemaRegistry.connect("mock://record-assembler", Map.of());
    private final RecordAssembler assembler = RecordAssembler.of(registry);

    @Test
    void valueIsFramedAsTheTopicsSerdeReadsIt() {
        var run = CheckRun.newBuilder().setPlan(KEY).setRun(3).build();

        var record = assembler.record(stored(OutboxRow.of(Topics.CHECK_RUNS, KEY, run,
                Map.of(RecordHeaders.TRACEPARENT, "00-1-2-01"))));

        assertThat(record.topic()).isEqualTo("plangate.check-runs");
        assertThat(record.partition()).isNull();
        assertThat(record.key()).isEqualTo(KEY.getBytes(UTF_8));
        assertThat(ProtobufSerde.of(Topics.CHECK_RUNS, registry).deserialize(record.topic(), record.value()))
                .isEqualTo(run);
        assertThat(header(record, RecordHeaders.EVENT_ID)).isEqualTo(EVENT.toString());
        assertThat(header(record, RecordHeaders.TRACEPARENT)).isEqualTo("00-1-2-01");
    }

    @Test
    void tombstoneStaysNull() {
        var record = assembler.record(stored(
                OutboxRow.raw(Topics.PLAN_STATES.name(), ByteString.copyFromUtf8(KEY), null, Map.of())));

        assertThat(record.value()).isNull();
    }

    @Test
    void deadLetterIsPublishedAsItIs() {
        var bytes = ByteString.copyFrom(new byte[]{1, 0, 2});

        var record = assembler.record(stored(OutboxRow.raw(Topics.DEAD_LETTERS, null, bytes, Map.of())));

        assertThat(record.key()).isNull();
        assertThat(record.value()).containsExactly(1, 0, 2);
    }

    @Test
    void unsendableRowBecomesASmallDeadLetterThatTellsWhatItWas() {
        var big = ByteString.copyFrom(new byte[1_000_000]);
        var row = stored(OutboxRow.raw(Topics.CHECK_RESULTS.name(), ByteString.copyFromUtf8(KEY), big, Map.of()));

        var record = DeadLetters.insteadOf(row, "too large");

        assertThat(record.topic()).isEqualTo(Topics.DEAD_LETTERS);
        assertThat(record.key()).isEqualTo(KEY.getBytes(UTF_8));
        assertThat(record.value()).hasSize(65_536);
        assertThat(header(record, RecordHeaders.DL_TOPIC)).isEqualTo("plangate.check-results");
        assertThat(header(record, RecordHeaders.DL_ERROR)).isEqualTo("outbox row 7 could not be published: too large");
        assertThat(header(record, RecordHeaders.DL_STAGE)).isEqualTo("relay");
        assertThat(header(record, RecordHeaders.DL_SIZE)).isEqualTo("1000000");
        assertThat(header(record, RecordHeaders.DL_SHA256))
                .isEqualTo("d29751f2649b32ff572b5e0a9f541ea660a50f94ff0beedfb0b692b924cc8025");
        assertThat(header(record, RecordHeaders.EVENT_ID)).isEqualTo(EVENT.toString());
    }

    @Test
    void refusedDeadLetterKeepsWhereItCameFrom() {
        var row = stored(OutboxRow.raw(Topics.DEAD_LETTERS, null, ByteString.copyFromUtf8("x"),
                Map.of(RecordHeaders.DL_TOPIC, "plangate.plans", RecordHeaders.DL_ERROR, "no protobuf",
                        RecordHeaders.DL_STAGE, "intake")));

        var record = DeadLetters.insteadOf(row, "too large");

        assertThat(header(record, RecordHeaders.DL_TOPIC)).isEqualTo("plangate.plans");
        assertThat(header(record, RecordHeaders.DL_STAGE)).isEqualTo("intake");
        assertThat(header(record, RecordHeaders.DL_ERROR)).endsWith("too large; it was a dead letter: no protobuf");
    }

    private static StoredOutboxRow stored(OutboxRow row) {
        return new StoredOutboxRow(7, EVENT, row);
    }

    private static String header(ProducerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
