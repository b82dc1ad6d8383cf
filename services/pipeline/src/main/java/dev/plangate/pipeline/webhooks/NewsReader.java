package dev.plangate.pipeline.webhooks;

import com.google.protobuf.Message;
import dev.plangate.contract.MalformedRecord;
import dev.plangate.contract.PlanName;
import dev.plangate.contract.ProtobufSerde;
import dev.plangate.contract.SchemaRegistry;
import dev.plangate.contract.Topic;
import dev.plangate.contract.Topics;
import dev.plangate.pipeline.webhooks.domain.Notice;
import dev.plangate.pipeline.webhooks.domain.Notices;
import dev.plangate.v1.ApprovalRequirement;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.GateStatus;
import dev.plangate.v1.RolloutState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** From the bytes of a record to what people are told of it. */
final class NewsReader {
    static final List<Topic<?>> TOPICS = List.of(Topics.CHECK_RUNS, Topics.APPROVAL_REQUIREMENTS, Topics.ROLLOUTS,
            Topics.GATE_STATUS);

    private final ProtobufSerde<CheckRun> runs;
    private final ProtobufSerde<ApprovalRequirement> requirements;
    private final ProtobufSerde<RolloutState> rollouts;
    private final ProtobufSerde<GateStatus> statuses;

    NewsReader(SchemaRegistry registry) {
        this.runs = ProtobufSerde.of(Topics.CHECK_RUNS, registry);
        this.requirements = ProtobufSerde.of(Topics.APPROVAL_REQUIREMENTS, registry);
        this.rollouts = ProtobufSerde.of(Topics.ROLLOUTS, registry);
        this.statuses = ProtobufSerde.of(Topics.GATE_STATUS, registry);
    }

    News read(ConsumerRecord<byte[], byte[]> received) {
        if (received.value() == null) {
            return new News.Nothing(received);
        }
        Instant written = Instant.ofEpochMilli(Math.max(0, received.timestamp()));
        try {
            if (received.topic().equals(Topics.GATE_STATUS.name())) {
                GateStatus status = value(statuses, received);
                return new News.Standing(received, PlanName.parse(status.getPlan()).toString(),
                        Notices.of(status, written));
            } else if (received.topic().equals(Topics.CHECK_RUNS.name())) {
                return told(received, Notices.of(value(runs, received), written));
            } else if (received.topic().equals(Topics.ROLLOUTS.name())) {
                return told(received, Notices.of(value(rollouts, received), written));
            }
            return told(received, Notices.of(value(requirements, received), written));
        } catch (MalformedRecord | IllegalArgumentException e) {
            return new News.Unreadable(received, String.valueOf(e.getMessage()));
        }
    }

    private static <V extends Message> V value(ProtobufSerde<V> serde, ConsumerRecord<byte[], byte[]> received) {
        return serde.deserialize(received.topic(), received.value());
    }

    private static News told(ConsumerRecord<byte[], byte[]> received, Optional<Notice> notice) {
        notice.ifPresent(n -> PlanName.parse(n.plan()));
        return notice.<News>map(n -> new News.Told(received, n)).orElseGet(() -> new News.Nothing(received));
    }
}
