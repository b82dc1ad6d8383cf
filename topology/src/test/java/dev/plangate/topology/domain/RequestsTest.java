package dev.plangate.topology.domain;

import static dev.plangate.topology.domain.Samples.approval;
import static dev.plangate.topology.domain.Samples.because;
import static dev.plangate.topology.domain.Samples.created;
import static dev.plangate.topology.domain.Samples.done;
import static dev.plangate.topology.domain.Samples.is;
import static dev.plangate.topology.domain.Samples.plan;
import static dev.plangate.topology.domain.Samples.rejected;
import static dev.plangate.topology.domain.Samples.removed;
import static dev.plangate.topology.domain.Samples.request;
import static dev.plangate.v1.Approval.Status.APPROVED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.topology.domain.GateEvent.ApprovalRefused;
import dev.plangate.v1.Approval;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.GateStatus;
import dev.plangate.v1.GateStatus.Code;
import dev.plangate.v1.PlanState;
import dev.plangate.v1.RolloutState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Trap 12: rollouts by hand go through the same gate. */
class RequestsTest {
    private final PlanGate gate = new PlanGate();

    /** Trap 12: who asks by hand is told the conditions that fail; nobody gets past them by asking. */
    @Test
    void aRequestAloneOpensNothing() {
        gate.hears(is(plan(1, 1, 1)), is(done(1, 1, 2)), is(request(1, 1)));
        assertThat(gate.commands()).isEmpty();
        assertThat(answer().getCode()).isEqualTo(Code.FAILED_PRECONDITION);
        assertThat(answer().getReason()).isEqualTo("ISSUE_OPEN: the plan has no issue; "
                + "CHECKS_PASSED: 2 errors in run 1: see check results; APPROVED: there is no approval");
    }

    @Test
    void anOverrideIsRecordedInTheCommand() {
        gate.hears(is(plan(1, 1, 1)), is(done(1, 1, 2)), is(request(1, 1).setOverride(because("incident 12"))));
        assertThat(answer().getCode()).isEqualTo(Code.ACCEPTED);
        var command = gate.command();
        assertThat(command.getRequester()).isEqualTo("users/ann@example.com");
        assertThat(command.getOverrideReason()).isEqualTo("incident 12");
        assertThat(command.getRequestId()).isEqualTo(answer().getRequestId());
        assertThat(gate.status().getSummary()).isEqualTo("The rollout of revision 1 is being created, asked for by "
                + "users/ann@example.com, who overrode conditions: incident 12.");
        gate.hears(is(created(command)));
        assertThat(gate.status().getSummary()).contains("incident 12");
    }

    @Test
    void anOverrideNeverSkipsTheOtherConditions() {
        gate.hears(is(plan(1, 1, 1).setLiveness(PlanState.Liveness.CLOSED).clearSettings()),
                is(request(1, 1).setOverride(because("now"))));
        assertThat(gate.commands()).isEmpty();
        assertThat(answer().getCode()).isEqualTo(Code.FAILED_PRECONDITION);
        assertThat(answer().getReason()).startsWith("PLAN_LIVE: ").contains("PROJECT_ACTIVE: ")
                .doesNotContain("APPROVED");
    }

    /** Trap 13: an override passes over a missing issue, never over one that says that the rollout is not wanted. */
    @ParameterizedTest
    @EnumSource(value = Approval.IssueState.class, names = {"OPEN", "UNRECOGNIZED"}, mode = EnumSource.Mode.EXCLUDE)
    void anOverrideNeverSkipsAnIssueThatIsNotOpen(Approval.IssueState state) {
        gate.hears(is(plan(1, 1, 1)), is(approval(1, APPROVED, 1).setIssueState(state)), is(done(1, 1, 0)),
                is(request(1, 1).setOverride(because("now"))));
        assertThat(gate.commands()).isEmpty();
        assertThat(answer().getCode()).isEqualTo(Code.FAILED_PRECONDITION);
        assertThat(answer().getReason()).startsWith("ISSUE_OPEN: ").doesNotContain("APPROVED");

        gate.hears(removed(20), is(request(2, 1).setOverride(because("now"))));
        assertThat(answer().getCode()).as("without any issue").isEqualTo(Code.ACCEPTED);
    }

    /** Trap 16: what could not be read may have been about an issue that is canceled. */
    @Test
    void anOverrideNeverSkipsWhatNobodyKnows() {
        gate.hears(is(plan(1, 1, 1)), is(approval(1, APPROVED, 1)),
                new ApprovalRefused(Samples.PLAN, 0, new Position(20, 0)),
                is(request(1, 1).setOverride(because("now"))));
        assertThat(gate.commands()).isEmpty();
        assertThat(answer().getReason()).startsWith("ISSUE_OPEN: ").contains("dead-letters");
    }

    @Test
    void anOverrideWithoutAReasonOrARequesterIsNone() {
        gate.hears(is(plan(1, 1, 1)), is(request(1, 1).setOverride(because(" "))));
        assertThat(answer().getReason())
                .startsWith(
                        "an override needs a reason and a requester, got ' ' of 'users/ann@example.com'; ISSUE_OPEN");

        gate.hears(is(request(2, 1).setRequester("\t").setOverride(because("now"))));
        assertThat(answer().getReason()).startsWith("an override needs a reason and a requester");
        assertThat(gate.commands()).isEmpty();
    }

    @Test
    void anotherRevisionIsAborted() {
        gate.hears(is(plan(1, 2, 2)), is(request(1, 1).setOverride(because("now"))));
        assertThat(answer().getCode()).isEqualTo(Code.ABORTED);
        assertThat(answer().getReason()).isEqualTo("asked for revision 1, the plan is at 2");
        assertThat(gate.commands()).isEmpty();
    }

    @Test
    void anUnknownPlanIsNotFound() {
        gate.hears(is(request(1, 1).setOverride(because("now"))));
        assertThat(answer().getCode()).isEqualTo(Code.NOT_FOUND);
        assertThat(gate.status().getConditionsList()).hasSize(7)
                .allMatch(condition -> condition.getState() == GateStatus.State.FAILS);
    }

    @Test
    void aSecondCreationIsAnsweredAlreadyExists() {
        gate.hears(is(plan(1, 1, 1)), is(done(1, 1, 0)), is(approval(1, APPROVED, 1)), is(request(1, 1)));
        assertThat(answer().getCode()).as("a command is unanswered").isEqualTo(Code.ALREADY_EXISTS);
        gate.hears(is(created(gate.command())), is(request(2, 1).setOverride(because("again"))));
        assertThat(answer().getCode()).isEqualTo(Code.ALREADY_EXISTS);
        assertThat(answer().getReason()).isEqualTo(Samples.ROLLOUT + " exists");
        assertThat(answer().getRequestId()).isEqualTo(request(2, 1).getRequestId());
        assertThat(gate.commands()).hasSize(1);
    }

    @Test
    void theSameRequestTwiceIsOneRequest() {
        var closed = is(request(1, 1).setOverride(because("now")));
        gate.hears(is(plan(1, 1, 1).setProjectArchived(true)), closed, is(plan(2, 1, 1)), closed);
        assertThat(gate.commands()).isEmpty();
        assertThat(answer().getCode()).isEqualTo(Code.FAILED_PRECONDITION);
    }

    @Test
    void aRejectedStateIsNotCommandedAgainByHand() {
        gate.hears(is(plan(1, 1, 1)), is(done(1, 1, 0)), is(approval(1, APPROVED, 1)));
        gate.hears(is(rejected(gate.command(), RolloutState.Code.STALE_RUN)),
                is(request(1, 1).setOverride(because("now"))));
        assertThat(answer().getCode()).isEqualTo(Code.FAILED_PRECONDITION);
        assertThat(answer().getReason()).startsWith("NOT_REJECTED: ");
        assertThat(gate.commands()).hasSize(1);
    }

    @Test
    void anOverrideWhileChecksRunIsTheOnlyCommandOfThatRun() {
        gate.hears(is(plan(1, 1, 1)), is(run()), is(request(1, 1).setOverride(because("now"))), is(done(1, 1, 0)),
                is(approval(1, APPROVED, 1)));
        assertThat(gate.commands()).hasSize(1);
    }

    @Test
    void idsAreForgottenNotGathered() {
        gate.hears(is(plan(1, 1, 1)));
        for (int number = 0; number < 1_000; number++) {
            gate.hears(is(request(number, 1)));
        }
        assertThat(gate.state().getRequestIdsCount()).isEqualTo(Requests.REMEMBERED);
        assertThat(answer().getRequestId()).isEqualTo(request(999, 1).getRequestId());
    }

    private static CheckRun.Builder run() {
        return Samples.run(1, 1, CheckRun.Status.RUNNING);
    }

    private GateStatus.RequestAnswer answer() {
        return gate.status().getLastRequest();
    }
}
