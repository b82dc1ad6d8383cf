package dev.plangate.pipeline.runtime;

import java.util.List;

/** A long-running part of Plangate: intake, worker, relay, gate, rollouts, API, webhooks. */
public interface Service extends AutoCloseable {
    /** What it is called in logs, metrics and readiness. */
    String name();

    /** Begins and returns; work goes on in threads of its own. Throws what makes a start impossible. */
    void start();

    /** False once it cannot go on: the process then ends, so that an orchestrator starts it anew. */
    boolean alive();

    /** Whether it does its work now. May come and go, for instance with the database. */
    boolean ready();

    /** What readiness shows; the default is {@link #ready()} alone. */
    default List<Health> health() {
        return List.of(new Health(name(), ready(), ""));
    }

    /** Stops cleanly: finishes or hands back what it holds. Bounded. */
    @Override
    void close();
}
