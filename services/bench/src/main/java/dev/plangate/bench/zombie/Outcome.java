package dev.plangate.bench.zombie;

import java.util.List;

/**
 * What was seen of one contestant.
 *
 * @param tookOverMillis from the pause of A until the job's body began at B
 * @param staleAccepted  A's result took the place of B's, or the queue told A that it was taken
 * @param executions     times that the job's body ran to its end
 * @param told           times that the job's own code was told of a success
 * @param before         the stored job when B was done
 * @param after          the stored job when A had handed in
 * @param stale          what A said after it was continued
 */
record Outcome(Kind kind, String version, String settings, long tookOverMillis, boolean staleAccepted, int executions,
        int told, String before, String after, List<String> stale) {}
