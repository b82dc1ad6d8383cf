package dev.plangate.db.row;

import dev.plangate.v1.Plan;
import java.time.Instant;
import java.util.Optional;

/**
 * A run, or a slice of one, that a worker has claimed until its lease ends.
 *
 * @param plan projects/{project}/plans/{plan}
 * @param run which run of the plan
 * @param revision that it checks
 * @param checkDigest what it checks; empty while something that the plan names was missing when it was queued
 * @param fence of the run: every later write names it. A claim of the whole run has made it grow, one of a slice has not
 * @param attempts claims of this run or slice so far, this one included
 * @param content the plan as it is now
 * @param createdAt when the run was made
 * @param claimedAt by the database's clock; the lease ends this plus the duration asked for
 * @param requestId the request that made it; empty = none
 * @param retryOf the past run that it takes results over from; 0 = all is checked
 * @param slice the part of its targets that was claimed; empty = all of them
 */
public record Claim(String plan, long run, long revision, String checkDigest, long fence, int attempts, Plan content,
        Instant createdAt, Instant claimedAt, String requestId, long retryOf, Optional<Slice> slice) {

    /** What heartbeats and releases name. */
    public Held held() {
        return slice.map(s -> new Held(plan, s.number(), s.fence())).orElseGet(() -> Held.run(plan, fence));
    }
}
