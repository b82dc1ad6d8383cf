package dev.plangate.pipeline.api.domain;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A token bucket for each caller, in the memory of this process. Of those who call least recently some are forgotten: their buckets
 * had filled up, or there are more callers than anyone has.
 */
public final class RateLimits {
    private static final int MOST_CALLERS = 10_000;

    private final Rate rate;
    private final LongSupplier nanos;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_CALLERS;
        }
    };

    /**
     * Full buckets.
     *
     * @param nanos a monotonic clock
     */
    public RateLimits(Rate rate, LongSupplier nanos) {
        this.rate = rate;
        this.nanos = nanos;
    }

    /** Takes one call of somebody's; how long to wait when there is none left. */
    public synchronized Optional<Duration> take(String caller) {
        long now = nanos.getAsLong();
        Bucket bucket = buckets.getOrDefault(caller, new Bucket(rate.burst(), now)).at(now, rate);
        boolean empty = bucket.isEmpty();
        buckets.put(caller, empty ? bucket : bucket.taken());
        return empty ? Optional.of(Duration.ofNanos(bucket.wait(rate))) : Optional.empty();
    }

    /** Whether somebody has none left; takes nothing. */
    public synchronized Optional<Duration> wait(String caller) {
        Bucket bucket = buckets.get(caller);
        if (bucket == null) {
            return Optional.empty();
        }
        Bucket now = bucket.at(nanos.getAsLong(), rate);
        return now.isEmpty() ? Optional.of(Duration.ofNanos(now.wait(rate))) : Optional.empty();
    }
}
