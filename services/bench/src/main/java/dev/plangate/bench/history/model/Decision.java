package dev.plangate.bench.history.model;

/**
 * What a command asks for, and what a rollout was created for: the state that was judged, and who overrode what.
 *
 * @param overrideReason empty: nothing was overridden
 */
public record Decision(long planStateVersion, long run, long revision, String checkDigest, String requester,
        String overrideReason) {}
