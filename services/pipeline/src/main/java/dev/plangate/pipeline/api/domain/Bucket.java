package dev.plangate.pipeline.api.domain;

/**
 * How many calls a caller has left: some at once, and so many more each second.
 *
 * @param tokens calls that are left
 * @param at nanoseconds of a monotonic clock at which that was so
 */
record Bucket(double tokens, long at) {
    private static final double NANOS = 1e9;

    /** What is there at {@code now}, before anything is taken. */
    Bucket at(long now, Rate rate) {
        double grown = tokens + Math.max(0, now - at) / NANOS * rate.perSecond();
        return new Bucket(Math.min(rate.burst(), grown), Math.max(at, now));
    }

    boolean isEmpty() {
        return tokens < 1;
    }

    Bucket taken() {
        return new Bucket(tokens - 1, at);
    }

    /** Nanoseconds until there is one again. */
    long wait(Rate rate) {
        return (long) Math.ceil((1 - tokens) / rate.perSecond() * NANOS);
    }
}
