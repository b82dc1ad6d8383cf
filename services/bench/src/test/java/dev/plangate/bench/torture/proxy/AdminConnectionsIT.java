package dev.plangate.bench.torture.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.bench.torture.world.Await;
import dev.plangate.contract.AdminConnections;
import dev.plangate.standalone.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An admin client of a broker whose answers are lost. */
final class AdminConnectionsIT {
    @TempDir
    Path dir;

    private TcpProxy proxy;
    private EmbeddedBroker broker;

    @BeforeEach
    void start() {
        proxy = TcpProxy.start("broker");
        broker = EmbeddedBroker.start(dir, 0,
                Map.of("advertised.listeners", "PLAINTEXT://127.0.0.1:" + proxy.port()));
        proxy.target(Integer.parseInt(broker.bootstrapServers().split(":", -1)[1]));
    }

    @AfterEach
    void stop() {
        broker.close();
        proxy.close();
    }

    private Admin admin(Map<String, Object> more) {
        var properties = new HashMap<String, Object>(more);
        properties.put("bootstrap.servers", "127.0.0.1:" + proxy.port());
        properties.put("request.timeout.ms", 2_000);
        return Admin.create(AdminConnections.bounded(properties));
    }

    @Test
    void leavesAConnectionWhoseFirstAnswerWasLost() throws ExecutionException, InterruptedException {
        try (var admin = admin(Map.of("default.api.timeout.ms", 20_000))) {
            admin.listTopics().names().get();
            proxy.cut();
            Await.until("no connection", Duration.ofSeconds(20), () -> proxy.open() == 0);
            proxy.halfClose(Duration.ofMinutes(5));
            var topics = admin.listTopics().names();
            Await.until("a connection", Duration.ofSeconds(20), () -> proxy.open() > 0);
            proxy.halfClose(Duration.ZERO);

            assertThat(topics.get()).isEmpty();
        }
    }

    /** Kafka's own limit for the call is a minute. */
    @Test
    void givesUpACallWhoseAnswerIsLost() throws ExecutionException, InterruptedException {
        try (var admin = admin(Map.of())) {
            admin.listTopics().names().get();
            proxy.halfClose(Duration.ZERO);

            Await.until("an answer", Duration.ofSeconds(30), () -> isAnswered(admin));
        }
    }

    private static boolean isAnswered(Admin admin) {
        try {
            return admin.listTopics().names().get().isEmpty();
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(TimeoutException.class);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
