package dev.plangate.bench.history.model;

/** A record of plangate.rollouts. */
public record RolloutRecord(Place at, String commandId, Outcome outcome) implements Seen {
    /** The answer to a command. */
    public sealed interface Outcome {}

    /** There is a rollout. */
    public record Created(String rollout, Decision decision) implements Outcome {}

    /** There is none. */
    public record Rejected(long planStateVersion, long run, String code) implements Outcome {}

    /** Whether it tells of a rollout. */
    public boolean isCreated() {
        return outcome instanceof Created;
    }
}
