package dev.plangate.contract;

import static dev.plangate.contract.Shapes.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.Message;
import dev.plangate.test.v1.First;
import dev.plangate.test.v1.Second;
import dev.plangate.test.v1.Third;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Values against bytes written out by hand from the Confluent specification: magic byte, schema id, number of message
 * indexes and the indexes as zigzag varints (0 = 00, 1 = 02, 2 = 04, 3 = 06), payload.
 */
class WireFormatTest {

    static Stream<Arguments> written() {
        return Stream.of(
                arguments("first of its file: the special case [0]", First.newBuilder().setText("hi").build(),
                        "00 00000001 00 0a026869"),
                arguments("second of its file: [1]", Second.newBuilder().setText("hi").build(),
                        "00 00000001 0202 0a026869"),
                arguments("third of its file: [2]", Third.newBuilder().setText("hi").build(),
                        "00 00000001 0204 0a026869"),
                arguments("nested, first: [0, 0]", First.Inner.newBuilder().setNumber(150).build(),
                        "00 00000001 040000 089601"),
                arguments("nested, second: [0, 1]", First.Other.newBuilder().setNumber(150).build(),
                        "00 00000001 040002 089601"),
                arguments("nested twice: [0, 1, 0]", First.Other.Innermost.newBuilder().setNumber(150).build(),
                        "00 00000001 06000200 089601"),
                arguments("an empty message", First.getDefaultInstance(), "00 00000001 00"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("written")
    void writesWhatTheSpecificationSays(String what, Message message, String bytes) {
        assertThat(serde(message, 1).serialize("shapes", message)).containsExactly(hex(bytes));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("written")
    void readsWhatTheSpecificationSays(String what, Message message, String bytes) {
        assertThat(serde(message, 1).deserialize("shapes", hex(bytes))).isEqualTo(message);
    }

    @Test
    void writesTheSchemaIdBigEndian() {
        assertThat(Shapes.serde(First.getDefaultInstance(), 0x12345678).prefix())
                .containsExactly(hex("00 12345678 00"));
    }

    @Test
    void readsTheFirstMessageInTheLongFormToo() {
        assertThat(Shapes.serde(First.getDefaultInstance(), 1).deserialize("shapes", hex("00 00000001 0200 0a026869")))
                .isEqualTo(First.newBuilder().setText("hi").build());
    }

    @Test
    void readsEverySchemaId() {
        assertThat(Shapes.serde(First.getDefaultInstance(), 1).deserialize("shapes", hex("00 7fffffff 00 0a026869")))
                .isEqualTo(First.newBuilder().setText("hi").build());
    }

    @ParameterizedTest
    @CsvSource({"63, 02 7e", "64, 02 8001", "300, 02 d804"})
    void writesLargeIndexesInSeveralBytes(int index, String bytes) {
        assertThat(new MessageIndexes(List.of(index)).bytes()).containsExactly(hex(bytes));
    }

    @Test
    void framesAPayloadAsItWouldSerializeTheMessage() {
        Second message = Second.newBuilder().setText("hi").build();
        ProtobufSerde<Second> serde = Shapes.serde(Second.getDefaultInstance(), 7);

        assertThat(serde.frame(message.toByteArray())).containsExactly(serde.serialize("shapes", message));
    }

    @Test
    void leavesATombstoneATombstone() {
        ProtobufSerde<First> serde = Shapes.serde(First.getDefaultInstance(), 1);

        assertThat(serde.serialize("shapes", null)).isNull();
        assertThat(serde.deserialize("shapes", null)).isNull();
    }

    private static ProtobufSerde<Message> serde(Message message, int schemaId) {
        return Shapes.serde(message.getDefaultInstanceForType(), schemaId);
    }
}
