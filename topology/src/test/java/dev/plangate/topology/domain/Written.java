package dev.plangate.topology.domain;

import dev.plangate.topology.domain.Checked.Progress;
import dev.plangate.topology.domain.Checked.Results;
import dev.plangate.topology.domain.Decided.Issue;
import dev.plangate.topology.domain.Decided.Revision;
import dev.plangate.topology.domain.Decided.Seen;
import dev.plangate.topology.domain.Ground.Plan;
import dev.plangate.topology.domain.Ground.Settings;
import dev.plangate.v1.Approval;
import dev.plangate.v1.GateStatus;
import dev.plangate.v1.GateStatus.Code;
import dev.plangate.v1.GateStatus.State;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * "When does the gate open?" and "Who has to approve?" of README, sentence by sentence, over the words of a row of the table.
 * It knows nothing of messages, versions or the code under test.
 */
record Written(Ground ground, Checked checked, Decided decided, Before before) {
    /** What became of commands until now; REJECTED = the one for this very state and run, REJECTED_BEFORE = for an older one. */
    enum Before {
        NOTHING, ROLLOUT, IN_DOUBT, REJECTED, REJECTED_BEFORE
    }

    /** How a rollout comes about. */
    enum Way {
        AUTOMATIC, BY_HAND, OVERRIDE
    }

    /** Whether a command is sent now. */
    boolean opens(Way way) {
        boolean possible = isLive() && isProjectActive() && before != Before.ROLLOUT && before != Before.IN_DOUBT
                && before != Before.REJECTED;
        return possible && switch (way) {
            case AUTOMATIC, BY_HAND -> isIssueOpen() && (!asksForChecks() || passed())
                    && (!asksForApproval() || isApproved());
            case OVERRIDE -> isIssueOpen() || hasNoIssue();
        };
    }

    /** The answer to a request. */
    Code answer(Way way) {
        return before == Before.ROLLOUT || before == Before.IN_DOUBT
                ? Code.ALREADY_EXISTS
                : ground.plan() == Plan.UNKNOWN
                        ? Code.NOT_FOUND
                        : opens(way) ? Code.ACCEPTED : Code.FAILED_PRECONDITION;
    }

    /** Each condition of a plan that is known and has no rollout, in the order of GateStatus.Type. */
    List<State> conditions() {
        var conditions = new ArrayList<State>();
        conditions.add(state(isLive()));
        conditions.add(state(isProjectActive()));
        conditions.add(State.HOLDS);
        conditions.add(state(isIssueOpen()));
        conditions.add(asksForChecks() ? state(passed()) : State.NOT_CONSULTED);
        conditions.add(asksForApproval() ? state(isApproved()) : State.NOT_CONSULTED);
        conditions.add(state(before != Before.REJECTED));
        return conditions;
    }

    private boolean isLive() {
        return ground.plan() == Plan.LIVE;
    }

    private boolean isProjectActive() {
        return ground.settings() != Settings.MISSING && !ground.archived();
    }

    private boolean isIssueOpen() {
        return decided.issue() == Issue.OPEN;
    }

    /** A record that nobody could accept may have been about one. */
    private boolean hasNoIssue() {
        return decided.issue() == Issue.NONE && !decided.refused();
    }

    private boolean asksForChecks() {
        return ground.settings() != Settings.NOTHING && ground.settings() != Settings.APPROVAL;
    }

    private boolean asksForApproval() {
        return ground.settings() != Settings.NOTHING && ground.settings() != Settings.CHECKS;
    }

    private boolean passed() {
        return checked.progress() == Progress.DONE && checked.ofRevision() && checked.ofDigest()
                && checked.results() != Results.ERRORS;
    }

    private boolean isApproved() {
        return decided.status().filter(status -> status == Approval.Status.APPROVED).isPresent()
                && decided.revision() == Revision.SAME && !isStale();
    }

    /** It is of a run that is not the last, and the last one has not found the same, or not yet. */
    private boolean isStale() {
        boolean isOfAnOlderRun = EnumSet.of(Seen.OLDER_SAME, Seen.OLDER_OTHER, Seen.OLDER_UNHEARD)
                .contains(decided.seen()) && checked.progress() != Progress.NONE;
        return isOfAnOlderRun && !(decided.seen() == Seen.OLDER_SAME && checked.progress() == Progress.DONE);
    }

    /** Whether it is said who has to approve. */
    boolean asksSomebody() {
        return isLive() && isProjectActive() && before != Before.ROLLOUT && asksForApproval() && isIssueOpen()
                && EnumSet.of(Progress.DONE, Progress.FAILED, Progress.CANCELED).contains(checked.progress())
                && checked.ofRevision() && checked.ofDigest();
    }

    /** Names of the rules that decide who has to approve; none = the strictest flow. */
    String rules() {
        return checked.results() == Results.CLEAN ? "few" : checked.results() == Results.WARNINGS ? "more" : "";
    }

    /** Roles that are asked for, by rule or, where none is known to match, all of them. */
    List<String> roles() {
        return switch (rules()) {
            case "few" -> List.of();
            case "more" -> List.of("roles/dba");
            default -> List.of("roles/dba", "roles/projectOwner", "roles/workspaceDBA");
        };
    }

    private static State state(boolean holds) {
        return holds ? State.HOLDS : State.FAILS;
    }

    /** The conditions as the gate published them. */
    static List<State> conditions(GateStatus status) {
        return status.getConditionsList().stream().map(GateStatus.Condition::getState).toList();
    }
}
