package dev.plangate.bench.history.model;

import java.util.Optional;

/**
 * A record of plangate.approvals.
 *
 * @param content empty: a tombstone
 */
public record ApprovalRecord(Place at, Optional<Content> content) implements Seen {
    /** An issue and what its approvers said. */
    public record Content(long version, String issue, String issueState, String status, long planRevision) {
        /** Whether the issue exists and is open. */
        public boolean isOpen() {
            return !issue.isEmpty() && issueState.equals("OPEN");
        }

        /** Whether it is approved for that revision and no other. */
        public boolean approves(long revision) {
            return status.equals("APPROVED") && planRevision == revision;
        }
    }
}
