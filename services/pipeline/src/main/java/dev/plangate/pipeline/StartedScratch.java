package dev.plangate.pipeline;

import dev.plangate.checks.scratch.ScratchFailed;
import dev.plangate.checks.scratch.ScratchServer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/** Scratch servers that are started when the first trace needs them, one for each major version, and stopped with the command. */
final class StartedScratch implements Scratch {
    private final Optional<ScratchStarter> starter = ServiceLoader.load(ScratchStarter.class).findFirst();
    private final Consumer<String> progress;
    private final Map<Integer, ScratchStarter.Started> running = new HashMap<>();

    StartedScratch(Consumer<String> progress) {
        this.progress = progress;
    }

    @Override
    public synchronized Optional<ScratchServer> of(int major) throws ScratchFailed {
        var known = running.get(major);
        if (known != null) {
            return Optional.of(known.server());
        }
        if (starter.isEmpty()) {
            throw new ScratchFailed("there are no programs of Postgres here to start a scratch server with: "
                    + ScratchStarter.elsewhere(major));
        }
        var started = starter.get().start(major, progress);
        running.put(major, started);
        return Optional.of(started.server());
    }

    @Override
    public synchronized void close() {
        running.values().forEach(ScratchStarter.Started::close);
        running.clear();
    }
}
