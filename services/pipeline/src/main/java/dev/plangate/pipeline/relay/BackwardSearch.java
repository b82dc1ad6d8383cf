package dev.plangate.pipeline.relay;

import java.util.Optional;
import java.util.function.Function;

/**
 * Looks for the newest of something in a log that can only be read forward: at its end first, then in ever larger
 * stretches before it. Pure.
 *
 * @param begin first offset of the log
 * @param end one past its last
 */
record BackwardSearch(long begin, long end) {
    private static final long FIRST = 64;
    private static final int GROWTH = 8;

    /** Offsets from (inclusive) to (exclusive). */
    record Range(long from, long to) {}

    /** The newest hit: the search ends with the first stretch that has one. */
    <T> Optional<T> find(Function<Range, Optional<T>> newestIn) {
        long to = end;
        long length = FIRST;
        while (to > begin) {
            long from = Math.max(begin, to - length);
            Optional<T> hit = newestIn.apply(new Range(from, to));
            if (hit.isPresent()) {
                return hit;
            }
            to = from;
            length *= GROWTH;
        }
        return Optional.empty();
    }
}
