package dev.plangate.db;

import dev.plangate.db.row.PartLease;

/** A part of the outbox has another owner, or the lease ended: nothing was changed, and nothing more may be published under it. */
public final class LostLease extends RuntimeException {

    LostLease(PartLease lease) {
        super("lease of outbox part %d, owner %s, fence %d is lost".formatted(lease.part(), lease.owner(),
                lease.fence()));
    }
}
