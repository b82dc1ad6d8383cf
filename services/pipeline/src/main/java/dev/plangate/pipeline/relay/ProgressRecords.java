package dev.plangate.pipeline.relay;

import com.google.protobuf.ByteString;
import dev.plangate.pipeline.relay.domain.RowIds;
import dev.plangate.v1.OutboxProgress;
import java.nio.ByteBuffer;
import java.util.UUID;

/** Row names as the progress record carries them. Pure. */
final class ProgressRecords {
    private static final int UUID_BYTES = 16;

    private ProgressRecords() {}

    static OutboxProgress of(RowIds rows) {
        var progress = OutboxProgress.newBuilder().addAllIds(rows.ids());
        for (UUID eventId : rows.eventIds()) {
            var bytes = ByteBuffer.allocate(UUID_BYTES).putLong(eventId.getMostSignificantBits())
                    .putLong(eventId.getLeastSignificantBits());
            progress.addEventIds(ByteString.copyFrom(bytes.flip()));
        }
        return progress.build();
    }

    /** The rows that a progress record names; throws IllegalArgumentException if it pairs ids and event ids wrongly. */
    static RowIds rows(OutboxProgress progress) {
        return new RowIds(progress.getIdsList(),
                progress.getEventIdsList().stream().map(ProgressRecords::uuid).toList());
    }

    private static UUID uuid(ByteString bytes) {
        if (bytes.size() != UUID_BYTES) {
            throw new IllegalArgumentException("eventIds: wanted 16 bytes each, got " + bytes.size());
        }
        var buffer = bytes.asReadOnlyByteBuffer();
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}
