package dev.plangate.contract;

import static dev.plangate.contract.Shapes.hex;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plangate.test.v1.Second;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.api.Test;

/** Damaged values, and what is said of them. */
class MalformedRecordTest {

    private final ProtobufSerde<Second> serde = Shapes.serde(Second.getDefaultInstance(), 1);

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            wrong magic   | 01 00000001 0202 0a026869 | first byte is 0x01; wanted 0x00, the magic byte of the Confluent wire format
            empty         | ''                        | has 0 bytes; wanted at least 6
            no id         | 00                        | has 1 bytes; wanted at least 6
            short id      | 00 0000                   | has 3 bytes; wanted at least 6
            no indexes    | 00 00000001               | has 5 bytes; wanted at least 6
            cut indexes   | 00 00000001 04 00         | list of message indexes is cut short or not made of varints; wanted their number
            endless index | 00 00000001 02 ffffffffffffff | list of message indexes is cut short or not made of varints
            too many      | 00 00000001 feffffff0f 00 | list of message indexes has 2147483647 entries; wanted 1 to 32
            negative      | 00 00000001 01 00         | list of message indexes has -1 entries; wanted 1 to 32
            wrong type    | 00 00000001 00 0a026869   | message indexes are [0] (plangate.test.v1.First); wanted [1], which is plangate.test.v1.Second in plangate/test/v1/shapes.proto, on shapes
            nested type   | 00 00000001 040002 0801   | message indexes are [0, 1] (plangate.test.v1.First.Other); wanted [1]
            unknown index | 00 00000001 0206 0801     | message indexes are [3] (no message of that file); wanted [1]
            negative one  | 00 00000001 0201 0801     | message indexes are [-1] (no message of that file); wanted [1]
            too deep      | 00 00000001 040200 0801   | message indexes are [1, 0] (no message of that file); wanted [1]
            truncated     | 00 00000001 0202 0a0568   | payload is not a plangate.test.v1.Second, which shapes carries: While parsing
            other message | 00 00000001 0202 0801     | field 1 has not the wire type of text in plangate.test.v1.Second, which shapes carries: the value is another message
            no UTF-8      | 00 00000001 0202 0a02c328 | payload is not a plangate.test.v1.Second
            """)
    void saysWhatWouldBeRight(String what, String bytes, String words) {
        assertThatThrownBy(() -> serde.deserialize("shapes", hex(bytes))).isInstanceOf(MalformedRecord.class)
                .isInstanceOf(SerializationException.class).hasMessageContaining(words);
    }

    @Test
    void saysSoOfJson() {
        assertThatThrownBy(() -> serde.deserialize("shapes", "{\"text\": 1}".getBytes(UTF_8)))
                .isInstanceOf(MalformedRecord.class).hasMessageContaining("first byte is 0x7b; wanted 0x00");
    }

    @Property
    void noBytesLeadToAnotherException(@ForAll byte[] anything) {
        try {
            serde.deserialize("shapes", anything);
        } catch (MalformedRecord expected) {
            // What callers handle.
        }
    }
}
