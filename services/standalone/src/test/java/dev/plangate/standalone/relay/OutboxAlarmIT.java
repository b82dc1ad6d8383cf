package dev.plangate.standalone.relay;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.plangate.pipeline.outbox.OutboxWatch;
import dev.plangate.pipeline.relay.RelaySteps;
import dev.plangate.standalone.Await;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.LoggerFactory;

/** Kafka goes away and comes back: the outbox grows, says so once, and drains in order with nothing twice. */
@ResourceLock("the log of OutboxWatch")
class OutboxAlarmIT {
    private static final Duration LEASE = Duration.ofSeconds(2);

    @TempDir
    static Path dir;
    private static RelayWorld world;

    @BeforeAll
    static void start() throws Exception {
        world = new RelayWorld(dir);
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Test
    void aLongBacklogIsToldOnceAndDrainsInOrder() throws Exception {
        var told = new ListAppender<ILoggingEvent>();
        var log = (Logger) LoggerFactory.getLogger(OutboxWatch.class);
        told.start();
        log.addAppender(told);
        var meters = new SimpleMeterRegistry();
        try (var deployment = world.deployment(); var watch = deployment.watch(1_000, 2_000, meters)) {
            deployment.append(500);
            deployment.relay(LEASE, 100, RelaySteps.NONE);
            deployment.awaitEmptyOutbox();

            world.withoutBroker(() -> {
                deployment.append(1_500);
                Await.until("the alarm",
                        () -> meters.get("plangate.outbox.alarm").gauge().value() == 1);
                assertThat(watch.health()).singleElement().satisfies(health -> {
                    assertThat(health.ok()).isTrue();
                    assertThat(health.detail()).startsWith("ALARM: about 1,500 rows wait to be published");
                });
                assertThat(watch.on()).isEmpty();
                deployment.append(1_000);
                Await.until("the brake", () -> watch.on().isPresent());
                assertThat(watch.on().orElseThrow()).contains("outbox.limit.rows is 2,000");
            });
            deployment.append(500);
            deployment.awaitEmptyOutbox();
            Await.until("the alarm to end", () -> meters.get("plangate.outbox.alarm").gauge().value() == 0);

            assertThat(watch.on()).isEmpty();
            deployment.assertPublishedOnceInOrder();
            assertThat(told.list.stream().filter(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
                    .map(event -> event.getLevel() + " " + event.getFormattedMessage().split("[,.] ", 2)[0]).toList())
                    .isEqualTo(List.of("WARN outbox: about 1,500 rows wait to be published", "WARN outbox: full",
                            "INFO outbox: no longer full", "INFO outbox: the alarm is over"));
        } finally {
            log.detachAppender(told);
        }
    }
}
