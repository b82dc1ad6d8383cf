package dev.plangate.pipeline.console;

import com.google.protobuf.Message;
import dev.plangate.contract.Topics;
import dev.plangate.pipeline.console.document.Document;
import dev.plangate.pipeline.console.document.Kind;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads the newest numbers of what documents are about, from the partitions that hold them. */
final class KnownReader {
    private static final Map<String, Kind> KINDS = Arrays.stream(Kind.values())
            .collect(Collectors.toMap(kind -> kind.topic().name(), kind -> kind));

    private KnownReader() {}

    static Known read(TopicReader reader, Collection<Document> documents) {
        Set<TopicPartition> partitions = new HashSet<>();
        Set<String> keys = new HashSet<>();
        for (Document document : documents) {
            reader.partitions(document.kind().topic());
            if (document.kind().number().isPresent()) {
                keys.add(document.key());
                partitions.add(reader.partition(document.kind().topic(), document.key()));
            }
            if (document.kind() == Kind.PLAN || document.kind().planRevision().isPresent()) {
                keys.add(document.key());
                partitions.add(reader.partition(Topics.PLANS, document.key()));
                // Knows the revisions of deleted plans too, whose records are compacted away.
                partitions.add(reader.partition(Topics.PLAN_STATES, document.key()));
            }
        }
        Known known = new Known();
        if (!partitions.isEmpty()) {
            reader.readAll(reader.ends(partitions), record -> {
                if (record.key() != null && keys.contains(record.key())) {
                    see(reader, record, known);
                }
            });
        }
        return known;
    }

    private static void see(TopicReader reader, ConsumerRecord<String, byte[]> record, Known known) {
        if (record.topic().equals(Topics.PLAN_STATES.name())) {
            reader.value(Topics.PLAN_STATES, record).ifPresent(
                    state -> known.see(Kind.PLAN, record.key(), state.getRevision()));
            return;
        }
        Kind kind = KINDS.get(record.topic());
        reader.value(kind.topic(), record).ifPresent(message -> known.see(kind, record.key(), number(kind, message)));
    }

    private static long number(Kind kind, Message message) {
        return (Long) message.getField(kind.number().orElseThrow());
    }
}
