package dev.plangate.pipeline.relay.domain;

import java.util.List;

/** How many parts one of several relays holds: all the same, rounded up, so that no part stays without an owner. */
public final class FairShare {
    private FairShare() {}

    /** Of the parts held, those to give back: the last ones. */
    public static <T> List<T> surplus(List<T> held, int share) {
        return held.size() <= share ? List.of() : List.copyOf(held.subList(Math.max(0, share), held.size()));
    }
}
