package dev.plangate.bench.torture.fault;

import dev.plangate.bench.torture.world.World;
import java.util.Locale;

/** What can happen to a deployment, and how often compared with the others of its lane. */
public enum FaultKind {
    /** SIGKILL of a service. */
    KILL(22),
    /** SIGSTOP of a service past its lease, then SIGCONT. */
    PAUSE(14),
    /** A service is killed, paused or held up exactly at a failpoint. */
    FAILPOINT(34),
    /** pg_terminate_backend. */
    TERMINATE_BACKEND(10),
    /** All connections between services and a server are closed. */
    CUT(10),
    /** Data between them comes late. */
    DELAY(6),
    /** Answers go nowhere, and nobody is told. */
    HALF_CLOSE(5),
    /** Postgres with all its processes is killed, and recovers. */
    RESTART_POSTGRES(6),
    /** The outbox has no room on its disk, and then has; where the harness may mount one. */
    FULL_DISK(5),
    /** SIGKILL of a broker. */
    KILL_BROKER(6),
    /** SIGSTOP of a broker until the others think that it is gone. */
    PAUSE_BROKER(3),
    /** Another number of instances. */
    RESCALE(5),
    /** SIGKILL of a worker, which is started again with its clock an hour ahead or behind, or right. */
    MOVE_CLOCK(5);

    private final int weight;

    FaultKind(int weight) {
        this.weight = weight;
    }

    int weight() {
        return weight;
    }

    /** Others go on as if nothing had happened. */
    boolean isOfOneProcess() {
        return switch (this) {
            case KILL, PAUSE, FAILPOINT, RESCALE, MOVE_CLOCK -> true;
            case TERMINATE_BACKEND, CUT, DELAY, HALF_CLOSE, RESTART_POSTGRES, FULL_DISK, KILL_BROKER, PAUSE_BROKER ->
                false;
        };
    }

    /** Not where there is but one. */
    public boolean isOfBroker() {
        return this == KILL_BROKER || this == PAUSE_BROKER;
    }

    /** Not where the deployment lacks what it harms. */
    public boolean isPossible(World world) {
        return this != FULL_DISK || world.outboxDisk().isPresent();
    }

    /** As the history and the summary call it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
