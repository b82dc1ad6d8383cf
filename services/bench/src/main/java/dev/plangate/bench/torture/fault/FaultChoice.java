package dev.plangate.bench.torture.fault;

import dev.plangate.bench.torture.failpoint.Failpoint;
import dev.plangate.bench.torture.load.Dice;
import dev.plangate.bench.torture.world.ServiceKind;

/** A fault as the seed wants it; who exactly is hit is decided by who has work in flight. */
public record FaultChoice(FaultKind kind, ServiceKind service, Failpoint failpoint, Dice dice) {}
