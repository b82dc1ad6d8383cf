package dev.plangate.topology.domain;

import dev.plangate.v1.GateStatus;
import dev.plangate.v1.GateStatus.Condition;

/**
 * One condition, judged.
 *
 * @param reason one sentence for people, without capital and full stop: why, or why not
 * @param next what somebody has to do about it; empty when the condition does not fail, or comes right by itself
 * @param pending it fails now, and Plangate itself is at work on it
 */
record Judgement(GateStatus.Type type, GateStatus.State state, String reason, String next, boolean pending) {
    static Judgement holds(GateStatus.Type type, String reason) {
        return new Judgement(type, GateStatus.State.HOLDS, reason, "", false);
    }

    static Judgement notConsulted(GateStatus.Type type, String reason) {
        return new Judgement(type, GateStatus.State.NOT_CONSULTED, reason, "", false);
    }

    static Judgement fails(GateStatus.Type type, String reason, String next) {
        return new Judgement(type, GateStatus.State.FAILS, reason, next, false);
    }

    static Judgement pending(GateStatus.Type type, String reason) {
        return new Judgement(type, GateStatus.State.FAILS, reason, "", true);
    }

    boolean fails() {
        return state == GateStatus.State.FAILS;
    }

    Condition condition() {
        return Condition.newBuilder().setType(type).setState(state).setReason(reason).build();
    }
}
