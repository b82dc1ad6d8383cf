package dev.plangate.checks;

import dev.plangate.checks.scratch.ScratchFailed;
import dev.plangate.checks.scratch.ScratchServer;
import dev.plangate.checks.scratch.ScratchServers;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** The scratch servers that instances.yaml names, by major version. Immutable. */
record ConfiguredScratch(Map<Integer, Server> servers) implements ScratchServers {
    /** @param url JDBC URL in which {database} stands for the database's name */
    record Server(String url, String user, Secret secret) {}

    static final ConfiguredScratch NONE = new ConfiguredScratch(Map.of());

    ConfiguredScratch {
        servers = Map.copyOf(servers);
    }

    @Override
    public Optional<ScratchServer> of(int major) throws ScratchFailed {
        var server = servers.get(major);
        if (server == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ScratchServer(server.url(), server.user(), server.secret().reveal()));
        } catch (IOException e) {
            throw new ScratchFailed(
                    "the file that passwordFile of the scratch server of PostgreSQL " + major + " names cannot be read",
                    e);
        }
    }
}
