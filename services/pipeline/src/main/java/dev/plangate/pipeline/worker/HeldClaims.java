package dev.plangate.pipeline.worker;

import dev.plangate.db.row.Held;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** All claims that this worker holds in one queue; each is renewed until it is completed, those that wait for a free thread included. */
final class HeldClaims {
    private final Map<Held, HeldClaim> claims = new ConcurrentHashMap<>();

    void add(HeldClaim claim) {
        claims.put(claim.held(), claim);
    }

    void remove(HeldClaim claim) {
        claims.remove(claim.held(), claim);
        synchronized (this) {
            notifyAll();
        }
    }

    /** Waits until a claim is removed, or for {@code longest}. */
    @SuppressWarnings("WaitNotInLoop") // the caller loops, over more than this monitor guards
    synchronized void awaitChange(Duration longest) throws InterruptedException {
        wait(longest.toMillis());
    }

    int size() {
        return claims.size();
    }

    Collection<HeldClaim> all() {
        return List.copyOf(claims.values());
    }
}
