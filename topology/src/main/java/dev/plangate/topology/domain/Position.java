package dev.plangate.topology.domain;

/**
 * Where a record stood in its topic. Tells the repetition of an old removal, which has no version, from a new one.
 *
 * @param offset from 0
 * @param timestamp milliseconds since 1970
 */
public record Position(long offset, long timestamp) {
    public Position {
        if (offset < 0) {
            throw new IllegalArgumentException("offset must be 0 or more, is " + offset);
        }
    }

    /** Whether a record at this place was written before the other, in the same topic: by place and by time. */
    boolean isBefore(Position other) {
        return offset < other.offset && timestamp <= other.timestamp;
    }
}
