package dev.plangate.contract;

import org.apache.kafka.common.errors.SerializationException;

/** A record's bytes are not what its topic carries. The message says what was found and what would be right. */
public final class MalformedRecord extends SerializationException {

    MalformedRecord(String message) {
        super(message);
    }

    MalformedRecord(String message, Throwable cause) {
        super(message, cause);
    }
}
