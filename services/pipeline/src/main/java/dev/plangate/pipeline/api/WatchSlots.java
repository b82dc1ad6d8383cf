package dev.plangate.pipeline.api;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many plans a caller watches at once, in this process. */
final class WatchSlots {
    static final int MOST = 64;

    private final Map<String, Integer> taken = new ConcurrentHashMap<>();

    /**
     * Takes one.
     *
     * @throws Refused RESOURCE_EXHAUSTED
     */
    void take(String caller) {
        taken.compute(caller, (_, number) -> {
            int now = number == null ? 0 : number;
            if (now >= MOST) {
                throw Errors.tooManyWatches(MOST);
            }
            return now + 1;
        });
    }

    void giveBack(String caller) {
        taken.computeIfPresent(caller, (_, number) -> number == 1 ? null : number - 1);
    }
}
