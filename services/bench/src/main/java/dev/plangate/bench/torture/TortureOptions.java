package dev.plangate.bench.torture;

import dev.plangate.bench.torture.failpoint.Mutation;
import dev.plangate.bench.torture.fault.FaultKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * A run of the harness.
 *
 * @param seed all chance comes from it
 * @param dir the history and the logs of the processes
 * @param mutations guards of the product that are switched off
 * @param kinds of the faults
 * @param storiesPerSecond plans that begin per second, at most
 * @param workerLease how long a killed worker's work waits for it
 */
public record TortureOptions(long seed, int plans, int faults, int brokers, Path dir, List<Mutation> mutations,
        Collection<FaultKind> kinds, double storiesPerSecond, Duration workerLease) {}
