package dev.plangate.pipeline.relay;

import dev.plangate.db.Outbox;
import dev.plangate.db.PartLeases;

/** What all parts of a relay share. */
record PartEnvironment(RelayConfig config, RelayTimes times, ClientProperties clients, Outbox outbox, PartLeases leases,
        ProgressLog progress, RecordAssembler assembler, RelayMetrics metrics, RelaySteps steps) {}
