package dev.plangate.topology.domain;

import dev.plangate.topology.domain.GateEvent.ApprovalRefused;
import dev.plangate.v1.Approval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the table of the gate knows of issue and approval.
 *
 * @param status empty: there is no record, or it could not be accepted
 * @param refused the record could not be accepted
 */
record Decided(Optional<Approval.Status> status, boolean refused, Revision revision, Seen seen, Issue issue) {
    enum Revision {
        OLDER, SAME, NEWER
    }

    /** The run whose results were seen: none, one before that found the same, or something else, or nobody knows what. */
    enum Seen {
        NO_RUN, OLDER_SAME, OLDER_OTHER, OLDER_UNHEARD, SAME, NEWER
    }

    enum Issue {
        NONE, DRAFT, OPEN, DONE, CANCELED
    }

    static List<Decided> all() {
        var all = new ArrayList<Decided>();
        all.add(new Decided(Optional.empty(), false, Revision.OLDER, Seen.NO_RUN, Issue.NONE));
        all.add(new Decided(Optional.empty(), true, Revision.OLDER, Seen.NO_RUN, Issue.NONE));
        for (var status : List.of(Approval.Status.PENDING, Approval.Status.APPROVED, Approval.Status.REJECTED,
                Approval.Status.SENT_BACK, Approval.Status.REVOKED)) {
            for (var revision : Revision.values()) {
                for (var seen : Seen.values()) {
                    for (var issue : Issue.values()) {
                        all.add(new Decided(Optional.of(status), false, revision, seen, issue));
                    }
                }
            }
        }
        return all;
    }

    Optional<GateEvent> event() {
        return refused
                ? Optional.of(new ApprovalRefused(Samples.PLAN, 3, new Position(30, 0)))
                : status.map(decision -> Samples.is(record(decision)));
    }

    private Approval.Builder record(Approval.Status decision) {
        return Samples.approval(3, decision, switch (revision) {
            case OLDER -> Ground.REVISION - 1;
            case SAME -> Ground.REVISION;
            case NEWER -> Ground.REVISION + 1;
        })
                .setRun(switch (seen) {
                    case NO_RUN -> 0;
                    case OLDER_SAME -> 1;
                    case OLDER_OTHER -> 2;
                    case OLDER_UNHEARD -> 3;
                    case SAME -> Ground.RUN;
                    case NEWER -> Ground.RUN + 1;
                }).setIssue(issue == Issue.NONE ? "" : Samples.ISSUE).setIssueState(switch (issue) {
                    case NONE -> Approval.IssueState.ISSUE_STATE_UNSPECIFIED;
                    case DRAFT -> Approval.IssueState.DRAFT;
                    case OPEN -> Approval.IssueState.OPEN;
                    case DONE -> Approval.IssueState.DONE;
                    case CANCELED -> Approval.IssueState.CANCELED;
                });
    }
}
