package dev.plangate.bench.torture.fault;

/**
 * A fault that happened.
 *
 * @param inFlight whether its victim had work in flight
 * @param recoveredMillis until that work went on; negative = it did not in time
 */
public record FaultRecord(long atMillis, FaultKind kind, String victim, boolean inFlight, String detail,
        long recoveredMillis) {}
