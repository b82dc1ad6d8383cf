package dev.plangate.topology.domain;

import dev.plangate.internal.v1.GateState;
import dev.plangate.internal.v1.SentCommand;
import dev.plangate.v1.GateStatus.Phase;
import java.util.List;
import java.util.function.Predicate;

/** One sentence: where the plan stands and what is to be done next. */
final class Summary {
    private Summary() {}

    static String of(Phase phase, GateState state, List<Judgement> judgements) {
        return switch (phase) {
            case ROLLED_OUT -> state.getCreated().getRollout() + " exists"
                    + byHand(state.getCreated().getRequester(), state.getCreated().getOverrideReason()) + ".";
            case COMMANDED -> commanded(state.getCommand());
            case WAITING ->
                "Waiting: " + first(judgements, Judgement::pending) + todo(judgements, "; meanwhile ") + ".";
            case BLOCKED, CLOSED ->
                "Blocked: " + first(judgements, Judgement::fails) + todo(judgements, "; next ") + ".";
            case PHASE_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalArgumentException("no such phase: " + phase);
        };
    }

    private static String commanded(SentCommand command) {
        return "The rollout of revision " + command.getRevision() + " is being created"
                + byHand(command.getRequester(), command.getOverrideReason()) + ".";
    }

    private static String byHand(String requester, String override) {
        if (requester.isEmpty()) {
            return "";
        }
        return ", asked for by " + requester
                + (override.isEmpty() ? "" : ", who overrode conditions: " + Trimmed.text(override));
    }

    private static String todo(List<Judgement> judgements, String lead) {
        var steps = judgements.stream().map(Judgement::next).filter(next -> !next.isEmpty()).distinct().toList();
        return switch (steps.size()) {
            case 0 -> "";
            case 1 -> lead + steps.getFirst();
            default -> lead + String.join(", then ", steps);
        };
    }

    /** A state that an older version of the gate left behind may have nothing that fails: its next event sends the command. */
    private static String first(List<Judgement> judgements, Predicate<Judgement> which) {
        return judgements.stream().filter(which).map(Judgement::reason).findFirst().orElse("all conditions hold");
    }
}
