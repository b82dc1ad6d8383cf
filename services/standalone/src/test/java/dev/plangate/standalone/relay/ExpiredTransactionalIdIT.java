package dev.plangate.standalone.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.pipeline.relay.RelaySteps;
import dev.plangate.standalone.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A relay that had nothing to do for so long that the brokers have forgotten it: seven days, here a second. */
class ExpiredTransactionalIdIT {
    private static final Map<String, String> FORGETFUL = Map.of("transactional.id.expiration.ms", "1000",
            "transaction.remove.expired.transaction.cleanup.interval.ms", "200");

    /** Trap 51: a transactional id expires; the relay asks for it anew and publishes what has come, once and in order. */
    @Test
    void aRelayWhoseTransactionalIdHasExpiredGoesOn(@TempDir Path dir) throws Exception {
        try (var world = new RelayWorld(dir, FORGETFUL);
                var deployment = world.deployment();
                var admin = world.admin()) {
            deployment.append(200);
            var relay = deployment.relay(Duration.ofSeconds(10), RelaySteps.NONE);
            deployment.awaitEmptyOutbox();
            Await.until("the transactional ids to expire", () -> admin.listTransactions().all().get().stream()
                    .noneMatch(transaction -> transaction.transactionalId().startsWith(deployment.name())));

            deployment.append(200);
            deployment.awaitEmptyOutbox();

            deployment.assertPublishedOnceInOrder();
            assertThat(relay.alive()).isTrue();
        }
    }
}
