package dev.plangate.pipeline.webhooks;

import dev.plangate.db.row.EndpointName;
import java.util.HashMap;
import java.util.Map;

/**
 * How many attempts each webhook may have at once in this process. One that fails gets one at a time, until it answers: whoever
 * hangs holds little, and somebody who comes back is not run over.
 */
final class Lanes {
    private record Lane(int busy, boolean failing) {
        int free(int usual) {
            return Math.max(0, (failing ? 1 : usual) - busy);
        }
    }

    private static final Lane NEW = new Lane(0, false);

    private final int usual;
    private final Map<EndpointName, Lane> lanes = new HashMap<>();

    Lanes(int usual) {
        this.usual = usual;
    }

    int usual() {
        return usual;
    }

    /** Webhooks that have another number of places than the usual one, and theirs. */
    synchronized Map<EndpointName, Integer> free() {
        Map<EndpointName, Integer> free = new HashMap<>();
        lanes.forEach((name, lane) -> free.put(name, lane.free(usual)));
        return free;
    }

    /** An attempt begins. */
    synchronized void enter(EndpointName name) {
        Lane lane = lanes.getOrDefault(name, NEW);
        lanes.put(name, new Lane(lane.busy() + 1, lane.failing()));
    }

    /** An attempt is over. */
    synchronized void leave(EndpointName name, boolean failed) {
        Lane lane = new Lane(lanes.get(name).busy() - 1, failed);
        if (lane.equals(NEW)) {
            lanes.remove(name);
        } else {
            lanes.put(name, lane);
        }
    }

    /** Attempts under way. */
    synchronized int busy() {
        return lanes.values().stream().mapToInt(Lane::busy).sum();
    }
}
