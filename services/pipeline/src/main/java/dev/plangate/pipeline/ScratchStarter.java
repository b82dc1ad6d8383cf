package dev.plangate.pipeline;

import dev.plangate.checks.scratch.ScratchFailed;
import dev.plangate.checks.scratch.ScratchServer;
import java.util.function.Consumer;

/** Starts scratch servers on this machine, for traces. Another module brings the programs; found by {@link java.util.ServiceLoader}. */
public interface ScratchStarter {
    /** A server that runs until it is closed, or until this process ends. */
    interface Started extends AutoCloseable {
        ScratchServer server();

        @Override
        void close();
    }

    /**
     * Starts an empty server; returns when it takes connections.
     *
     * @param major its version
     * @param progress is told what takes a while
     * @throws ScratchFailed when there are no programs of that version, or it does not start
     */
    Started start(int major, Consumer<String> progress) throws ScratchFailed;

    /** What to do where no server of a version can be started. */
    static String elsewhere(int major) {
        return "start an empty PostgreSQL %d on which nothing else lives, and name it by --scratch".formatted(major);
    }
}
