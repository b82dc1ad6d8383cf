package dev.plangate.checks.target;

/** A connection to a target, used by one thread. */
public interface TargetConnection extends AutoCloseable {
    /** Stops what is under way, and cuts the connection; by any thread; takes a second or so at most. */
    void giveUp();

    @Override
    void close();
}
