package dev.plangate.topology.domain;

import dev.plangate.v1.Approval;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.PlanState;
import dev.plangate.v1.RolloutState;

/** What the gate keeps of a message: all that it judges, nothing whose size upstream decides. */
final class Trimmed {
    /** Characters kept of a text that others wrote. */
    static final int TEXT = 300;

    /** Names kept of those that a plan waits for. */
    static final int NAMES = 3;

    private Trimmed() {}

    static PlanState of(PlanState plan) {
        var trimmed = plan.toBuilder();
        if (plan.hasSettings()) {
            trimmed.getSettingsBuilder().clearReviewPolicy();
        }
        int names = plan.getWaitingForCount();
        if (names > NAMES) {
            trimmed.clearWaitingFor().addAllWaitingFor(plan.getWaitingForList().subList(0, NAMES))
                    .addWaitingFor((names - NAMES) + " more");
        }
        return trimmed.build();
    }

    static Approval of(Approval approval) {
        return approval.toBuilder().clearApprovers().clearUpdateTime().build();
    }

    static CheckRun of(CheckRun run) {
        return run.toBuilder().clearFacts().setError(text(run.getError())).build();
    }

    static RolloutState.Rejected of(RolloutState.Rejected rejected) {
        return rejected.toBuilder().setReason(text(rejected.getReason())).build();
    }

    static String text(String text) {
        if (text.length() <= TEXT) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(TEXT - 1)) ? TEXT - 1 : TEXT;
        return text.substring(0, end) + "...";
    }
}
