package dev.plangate.pipeline.api;

import dev.plangate.contract.MalformedRecord;
import dev.plangate.contract.ProtobufSerde;
import dev.plangate.contract.SchemaRegistry;
import dev.plangate.contract.Topic;
import dev.plangate.contract.Topics;
import dev.plangate.db.ApprovalRequirements;
import dev.plangate.db.GateStatuses;
import dev.plangate.db.Outbox;
import dev.plangate.db.Tx;
import dev.plangate.db.row.ApprovalRequirementRow;
import dev.plangate.db.row.GateStatusRow;
import dev.plangate.db.row.OutboxRow;
import dev.plangate.pipeline.consume.BatchHandler;
import dev.plangate.pipeline.consume.DeadLetter;
import dev.plangate.v1.ApprovalRequirement;
import dev.plangate.v1.GateStatus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Keeps the newest gate status and approval requirement of each plan in Postgres. */
final class ViewHandler implements BatchHandler {
    static final List<Topic<?>> TOPICS = List.of(Topics.GATE_STATUS, Topics.APPROVAL_REQUIREMENTS);

    private final ProtobufSerde<GateStatus> statuses;
    private final ProtobufSerde<ApprovalRequirement> requirements;
    private final GateStatuses storedStatuses = new GateStatuses();
    private final ApprovalRequirements storedRequirements = new ApprovalRequirements();
    private final Outbox outbox;
    private final Runnable wake;

    /** @param wake called after each batch: there may be rows to relay */
    ViewHandler(SchemaRegistry registry, Outbox outbox, Runnable wake) {
        this.statuses = ProtobufSerde.of(Topics.GATE_STATUS, registry);
        this.requirements = ProtobufSerde.of(Topics.APPROVAL_REQUIREMENTS, registry);
        this.outbox = outbox;
        this.wake = wake;
    }

    @Override
    public void apply(Tx tx, List<ConsumerRecord<byte[], byte[]>> batch) {
        // The last record of a key is the one that counts; a tombstone is one, too.
        Map<String, ConsumerRecord<byte[], byte[]>> newest = new LinkedHashMap<>();
        batch.forEach(record -> newest.put(record.topic() + "\n" + key(record), record));
        List<OutboxRow> letters = new ArrayList<>();
        List<GateStatusRow> judged = new ArrayList<>();
        List<ApprovalRequirementRow> found = new ArrayList<>();
        List<String> unjudged = new ArrayList<>();
        List<String> unfound = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : newest.values()) {
            boolean status = record.topic().equals(Topics.GATE_STATUS.name());
            try {
                if (record.value() == null) {
                    (status ? unjudged : unfound).add(key(record));
                } else if (status) {
                    judged.add(
                            new GateStatusRow(record.offset(), statuses.deserialize(record.topic(), record.value())));
                } else {
                    found.add(new ApprovalRequirementRow(record.offset(),
                            requirements.deserialize(record.topic(), record.value())));
                }
            } catch (MalformedRecord | IllegalArgumentException e) {
                letters.add(DeadLetter.row(record, "api", e.getMessage()));
            }
        }
        storedStatuses.save(tx, judged);
        storedStatuses.delete(tx, unjudged);
        storedRequirements.save(tx, found);
        storedRequirements.delete(tx, unfound);
        outbox.append(tx, letters);
    }

    @Override
    public void committed() {
        wake.run();
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    }
}
