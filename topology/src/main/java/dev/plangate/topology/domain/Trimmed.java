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

    /** Bytes kept of the facts of a run: those of a few hundred tables. */
    static final int FACTS = 16 * 1_024;

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
        var trimmed = run.toBuilder().setError(text(run.getError()));
        if (run.hasFacts()) {
            trimmed.setFacts(of(run.getFacts()));
        }
        return trimmed.build();
    }

    /** What is not kept is unknown, and asks for a stricter approval. */
    private static CheckRun.Facts of(CheckRun.Facts facts) {
        if (facts.getSerializedSize() <= FACTS) {
            return facts;
        }
        var fewer = facts.toBuilder().clearChangedTables().clearComplete()
                .addAllComplete(facts.getCompleteList().stream()
                        .filter(kind -> kind != CheckRun.Facts.Kind.CHANGED_TABLES).toList())
                .build();
        return fewer.getSerializedSize() <= FACTS
                ? fewer
                : CheckRun.Facts.newBuilder().setResultsDigest(facts.getResultsDigest()).build();
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
