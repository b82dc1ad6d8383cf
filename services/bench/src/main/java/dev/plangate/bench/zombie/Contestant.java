package dev.plangate.bench.zombie;

import java.sql.SQLException;
import java.util.Optional;

/** A job queue on Postgres, with one job. */
interface Contestant {
    /** Its release; "-" when it has none. */
    String version();

    /** Lease, heartbeat and polling: as fast as it allows. */
    String settings();

    /** Makes the tables and the one job. */
    void prepare(Access database) throws SQLException;

    /** Works for ever, in a process of its own: claims the job, runs the body, hands in the name of the worker as the result. */
    void work(Access database, Body body) throws SQLException, InterruptedException;

    /** What the queue says of the job. */
    Stored stored(Access database) throws SQLException;

    /**
     * The job as it is stored.
     *
     * @param by   worker whose result it is; empty while it is not finished
     * @param text the queue's own words
     */
    record Stored(Optional<String> by, String text) {}
}
