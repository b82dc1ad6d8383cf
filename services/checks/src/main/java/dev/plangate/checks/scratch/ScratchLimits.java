package dev.plangate.checks.scratch;

import java.time.Duration;

/**
 * What a trace may use of a scratch server.
 *
 * @param trace time for all of a script, from the first statement
 * @param statement time of one statement, so that one that hangs leaves time for the others
 * @param cloning time for making the clone
 * @param disk bytes of the clone with what the script writes, and of temporary files
 * @param statements of a script that are run
 * @param clones that one process has at once on all servers
 * @param templates that are kept on a server; the oldest are dropped
 */
public record ScratchLimits(Duration trace, Duration statement, Duration cloning, long disk, int statements, int clones,
        int templates) {
    /** 30 s, 5 s for a statement, 60 s for the clone, 256 MiB, 1,000 statements, 4 clones, 20 templates. */
    public static final ScratchLimits DEFAULT = new ScratchLimits(Duration.ofSeconds(30), Duration.ofSeconds(5),
            Duration.ofSeconds(60), 256L << 20, 1_000, 4, 20);

    /** The same for somebody who waits no longer than that. */
    ScratchLimits within(Duration left) {
        var time = left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : left;
        return new ScratchLimits(shorter(trace, time), shorter(statement, time), shorter(cloning, time), disk,
                statements, clones, templates);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
