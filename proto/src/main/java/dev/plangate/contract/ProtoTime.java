package dev.plangate.contract;

import com.google.protobuf.Timestamp;
import java.time.Instant;

/** Between java.time and protobuf's time. */
public final class ProtoTime {
    private ProtoTime() {}

    /** The same moment. */
    @SuppressWarnings("JavaInstantGetSecondsGetNano") // both halves are used
    public static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder().setSeconds(instant.getEpochSecond()).setNanos(instant.getNano()).build();
    }

    /** The same moment. */
    public static Instant instant(Timestamp timestamp) {
        return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
    }
}
