package dev.plangate.bench.torture.failpoint;

/**
 * A moment in the life of a process at which a random fault hardly ever hits. Woven into the product's classes for the
 * processes of the harness; the product itself knows nothing of them.
 */
public enum Failpoint {
    /** Runs are claimed; nothing is checked yet. */
    WORKER_CLAIMED("worker", "dev.plangate.pipeline.worker.RunInputs", "read", Place.ENTRY),
    /** Results are there and not written. */
    WORKER_BEFORE_COMPLETE("worker", "dev.plangate.db.RunQueue", "complete", Place.ENTRY),
    /** The results are committed; the worker does not know it yet. */
    WORKER_COMPLETED("worker", "dev.plangate.db.RunQueue", "complete", Place.RETURN),
    /** About to renew what it holds. */
    WORKER_HEARTBEAT("worker", "dev.plangate.db.RunQueue", "heartbeat", Place.ENTRY),
    /** A run is cut into slices; nobody has claimed one. */
    WORKER_CUT("worker", "dev.plangate.db.Slices", "cut", Place.RETURN),
    /** Results of slices are there and not written. */
    WORKER_SLICES_BEFORE_COMPLETE("worker", "dev.plangate.db.Slices", "complete", Place.ENTRY),
    /** The open slices of a run are read, and not counted down. */
    WORKER_SLICES_READ("worker", "dev.plangate.db.SliceCountdown", "advance", Place.ENTRY),
    /** The slices are committed; the worker does not know it yet. */
    WORKER_SLICES_COMPLETED("worker", "dev.plangate.db.Slices", "complete", Place.RETURN),
    /** A batch of the outbox is read. */
    RELAY_ROWS_READ("relay", "dev.plangate.pipeline.relay.BatchPublication", "send", Place.ENTRY),
    /** All records are sent; the Kafka transaction is open. */
    RELAY_SENT("relay", "dev.plangate.pipeline.relay.BatchPublication", "commit", Place.ENTRY),
    /** The Kafka transaction is committed; the rows are still there. */
    RELAY_COMMITTED("relay", "dev.plangate.pipeline.relay.BatchPublication", "commit", Place.RETURN),
    /** The rows are deleted; the relay does not know it yet. */
    RELAY_DELETED("relay", "dev.plangate.pipeline.relay.BatchPublication", "forgetUnsendable", Place.ENTRY),
    /** A batch was polled; its transaction has not begun. */
    INTAKE_POLLED("intake", "dev.plangate.pipeline.consume.BatchCommit", "apply", Place.ENTRY),
    /** Everything of a batch is written; the transaction holds its locks and is not committed. */
    INTAKE_BEFORE_COMMIT("intake", "dev.plangate.pipeline.intake.IntakeHandler", "apply", Place.RETURN),
    /** Committed in Postgres; Kafka does not know the offsets. */
    INTAKE_COMMITTED("intake", "dev.plangate.pipeline.intake.IntakeHandler", "committed", Place.ENTRY),
    /** Commands were polled; their transaction has not begun. */
    ROLLOUTS_POLLED("rollouts", "dev.plangate.pipeline.consume.BatchCommit", "apply", Place.ENTRY),
    /** The rollouts are written, not committed. */
    ROLLOUTS_BEFORE_COMMIT("rollouts", "dev.plangate.pipeline.rollouts.RolloutHandler", "apply", Place.RETURN),
    /** Committed in Postgres; Kafka does not know the offsets. */
    ROLLOUTS_COMMITTED("rollouts", "dev.plangate.pipeline.rollouts.RolloutHandler", "committed", Place.ENTRY),
    /** A record is about to be folded. */
    GATE_PROCESSING("gate", "dev.plangate.topology.stream.GateProcessor", "process", Place.ENTRY),
    /** State and decisions are written in an open transaction. */
    GATE_PROCESSED("gate", "dev.plangate.topology.stream.GateProcessor", "process", Place.RETURN);

    /** Where in the method. */
    public enum Place {
        ENTRY, RETURN
    }

    private final String service;
    private final String className;
    private final String method;
    private final Place place;

    Failpoint(String service, String className, String method, Place place) {
        this.service = service;
        this.className = className;
        this.method = method;
        this.place = place;
    }

    /** Which service passes it. */
    public String service() {
        return service;
    }

    String className() {
        return className;
    }

    String method() {
        return method;
    }

    Place place() {
        return place;
    }
}
