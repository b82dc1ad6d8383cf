package dev.plangate.pipeline;

import dev.plangate.checks.scratch.ScratchServers;

/** The scratch servers of one call. What was started for it ends with it. */
interface Scratch extends ScratchServers, AutoCloseable {
    @Override
    void close();
}
