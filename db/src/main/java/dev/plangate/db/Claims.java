package dev.plangate.db;

import dev.plangate.db.row.Claim;
import dev.plangate.db.row.EndedRun;
import dev.plangate.db.row.Held;
import dev.plangate.db.row.OutboxRow;
import dev.plangate.db.row.Reaped;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What is done with claims of whole runs and with claims of slices alike. Each method is a transaction of its own. */
public interface Claims {
    /** Claims what is first in the queue: RUNNING, fence + 1, attempts + 1, a lease from now on. */
    List<Claim> claim(String owner, int limit, Duration lease);

    /** Lets the leases end this much later than now; those still held. */
    Set<Held> heartbeat(String owner, Collection<Held> claims, Duration lease);

    /** Those still held; reads, and neither locks nor writes. */
    Set<Held> stillHeld(Collection<Held> claims);

    /** Hands claims back: AVAILABLE at once, the attempt is not counted; those that were still held. */
    Set<Held> release(String owner, Collection<Held> claims);

    /**
     * Takes claims whose lease is over: AVAILABLE again, or, once maxAttempts of them are used up, the run FAILED with its
     * terminal event.
     *
     * @param terminal the event of a run that has FAILED; called inside the transaction, takes no connection
     */
    Reaped reap(int limit, int maxAttempts, Function<EndedRun, OutboxRow> terminal);
}
