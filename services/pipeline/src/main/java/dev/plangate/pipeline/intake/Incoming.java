package dev.plangate.pipeline.intake;

import dev.plangate.v1.Approval;
import dev.plangate.v1.CheckRequest;
import dev.plangate.v1.DatabaseGroup;
import dev.plangate.v1.Plan;
import dev.plangate.v1.Project;
import dev.plangate.v1.Sheet;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record of an upstream topic, read and judged by itself. An empty content is a tombstone. */
sealed interface Incoming {
    /** The record as received, for the dead letters. */
    ConsumerRecord<byte[], byte[]> origin();

    record PlanIn(ConsumerRecord<byte[], byte[]> origin, String name, Optional<Plan> content) implements Incoming {}

    record ProjectIn(ConsumerRecord<byte[], byte[]> origin, String name,
            Optional<Project> content) implements Incoming {}

    record GroupIn(ConsumerRecord<byte[], byte[]> origin, String name,
            Optional<DatabaseGroup> content) implements Incoming {}

    /** Sheets are named by their content: a tombstone says nothing new and is not read. */
    record SheetIn(ConsumerRecord<byte[], byte[]> origin, String sha256, Sheet content) implements Incoming {}

    record RequestIn(ConsumerRecord<byte[], byte[]> origin, CheckRequest content) implements Incoming {}

    record ApprovalIn(ConsumerRecord<byte[], byte[]> origin, String plan,
            Optional<Approval> content) implements Incoming {}

    /** Means nothing and changes nothing: a tombstone where there is nothing to delete. */
    record Nothing(ConsumerRecord<byte[], byte[]> origin) implements Incoming {}

    /** Cannot be used. */
    record Poison(ConsumerRecord<byte[], byte[]> origin, String reason) implements Incoming {}
}
