package dev.plangate.pipeline;

import dev.plangate.checks.scratch.ScratchServer;
import java.util.Optional;

/** A scratch server that somebody else runs; of which version it is, the trace looks. */
record ConfiguredScratchServer(ScratchServer server) implements Scratch {
    @Override
    public Optional<ScratchServer> of(int major) {
        return Optional.of(server);
    }

    @Override
    public void close() {
        // it is not ours to stop
    }
}
