package dev.plangate.pipeline.intake;

import dev.plangate.contract.SchemaRegistry;
import dev.plangate.db.Database;
import dev.plangate.db.Outbox;
import dev.plangate.db.Runs;
import dev.plangate.pipeline.config.Settings;
import dev.plangate.pipeline.consume.BatchConsumer;
import dev.plangate.pipeline.consume.Consumers;
import dev.plangate.pipeline.runtime.Brake;
import io.micrometer.core.instrument.MeterRegistry;

/** Puts intake together. */
public final class IntakeService {
    private IntakeService() {}

    /**
     * A member of the intake group; not started yet.
     *
     * @param wake called after each batch: there may be runs to claim and rows to relay
     * @param brake while it is on, nothing is taken in
     */
    public static BatchConsumer of(Settings settings, Database database, SchemaRegistry registry, Runnable wake,
            Brake brake, MeterRegistry meters) {
        var handler = new IntakeHandler(new IncomingReader(registry, settings.topics().partitions()),
                settings.intake().inputsTimeout(), new Runs(database, settings.history().runs()), new Outbox(database),
                wake,
                meters.counter("plangate.dead.letters", "stage", "intake"));
        return Consumers.of("intake", settings.deployment().group("intake"), IncomingReader.TOPICS, settings.kafka(),
                settings.intake().batchSize(), database, handler, brake, meters);
    }
}
