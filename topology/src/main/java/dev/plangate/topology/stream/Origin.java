package dev.plangate.topology.stream;

import static dev.plangate.contract.RecordHeaders.EVENT_ID;
import static dev.plangate.contract.RecordHeaders.TRACEPARENT;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** The record that a new one comes of: it hands on its trace, and the same record always gives the same event ids. */
record Origin(Record<byte[], byte[]> record, RecordMetadata at) {

    /** A command's event id: its own id says which decision it is. */
    static UUID eventOf(String commandId) {
        return UUID.nameUUIDFromBytes(commandId.getBytes(UTF_8));
    }

    /** The event id of what this record gives on that topic: one record at most. */
    UUID eventOn(String topic) {
        return eventOf(String.join("\n", topic, at.topic(), Integer.toString(at.partition()),
                Long.toString(at.offset()), Long.toString(record.timestamp())));
    }

    Headers headers(UUID event) {
        var headers = new RecordHeaders().add(EVENT_ID, event.toString().getBytes(UTF_8));
        var trace = record.headers().lastHeader(TRACEPARENT);
        return trace == null ? headers : headers.add(trace);
    }
}
