package dev.plangate.pipeline.rollouts;

import dev.plangate.contract.SchemaRegistry;
import dev.plangate.contract.Topics;
import dev.plangate.db.Database;
import dev.plangate.db.Outbox;
import dev.plangate.db.Runs;
import dev.plangate.pipeline.config.Settings;
import dev.plangate.pipeline.consume.BatchConsumer;
import dev.plangate.pipeline.consume.Consumers;
import dev.plangate.pipeline.runtime.Brake;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** Puts rollouts together. */
public final class RolloutsService {
    private RolloutsService() {}

    /**
     * A member of the rollouts group; not started yet.
     *
     * @param wake called after each batch: there are rows to relay
     */
    public static BatchConsumer of(Settings settings, Database database, SchemaRegistry registry, Runnable wake,
            MeterRegistry meters) {
        var handler = new RolloutHandler(registry, new Runs(database), new Outbox(database), wake, meters);
        return Consumers.of("rollouts", settings.deployment().group("rollouts"), List.of(Topics.ROLLOUT_COMMANDS),
                settings.kafka(), settings.intake().batchSize(), database, handler, Brake.NONE, meters);
    }
}
