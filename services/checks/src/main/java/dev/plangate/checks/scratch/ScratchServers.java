package dev.plangate.checks.scratch;

import java.util.Optional;

/** The scratch servers at hand. */
public interface ScratchServers {
    /** The server of a major version; may start one. Empty = there is none. */
    Optional<ScratchServer> of(int major) throws ScratchFailed;
}
