package dev.plangate.bench.torture.load;

import com.google.protobuf.ByteString;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * A record that was handed to the producer.
 *
 * @param number from 1, in the order in which they were handed over
 * @param bytes of its value; empty = a tombstone
 */
public record Sent(long number, long atMillis, Outgoing record, Optional<ByteString> bytes, int partition,
        CompletableFuture<RecordMetadata> acknowledged) {}
