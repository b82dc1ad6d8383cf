package dev.plangate.pipeline.model;

/**
 * One atomic step.
 *
 * @param what for people
 * @param actor the process that takes it, else {@link #WORLD} or {@link #FAULT}
 */
public record Step<S>(String what, int actor, S next) {
    /** Time, Postgres, Kafka: it happens whatever becomes of the processes. */
    public static final int WORLD = -1;

    /** It may happen, and nothing may count on it: a kill, a new revision, a commit whose answer is lost. */
    public static final int FAULT = -2;
}
