package dev.plangate.topology.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Message;
import dev.plangate.contract.PlanName;
import dev.plangate.contract.PlanPartition;
import dev.plangate.topology.stream.Reading.Refused;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Map;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * From bytes to events. The topology's sources hand over bytes and not messages, so that whatever is wrong with a record,
 * from its key to its fields, ends in one place, with the bytes at hand.
 */
final class RecordReader {
    private final Map<String, Input<? extends Message>> inputs;
    private final int partitions;

    /**
     * A reader.
     *
     * @param partitions of every topic that is read
     */
    RecordReader(Map<String, Input<? extends Message>> inputs, int partitions) {
        this.inputs = Map.copyOf(inputs);
        this.partitions = partitions;
    }

    Reading read(Record<byte[], byte[]> record, RecordMetadata at) {
        if (record.key() == null) {
            return new Refused("the key is absent; wanted the plan's name, projects/{project}/plans/{plan}");
        }
        String plan;
        try {
            plan = PlanName.parse(UTF_8.newDecoder().decode(ByteBuffer.wrap(record.key())).toString()).toString();
        } catch (CharacterCodingException e) {
            return new Refused("the key is not UTF-8; wanted the plan's name, projects/{project}/plans/{plan}");
        } catch (IllegalArgumentException e) {
            return new Refused("the key is no plan's name: " + e.getMessage());
        }
        int wanted = PlanPartition.of(plan, partitions);
        if (at.partition() != wanted) {
            return new Refused(
                    "partition %d is not the one of this key, which is %d: the producer's partitioner must be "
                            .formatted(at.partition(), wanted)
                            + "murmur2(key) mod " + partitions + " (librdkafka: partitioner=murmur2_random)");
        }
        return inputs.get(at.topic()).read(plan, record, at);
    }
}
