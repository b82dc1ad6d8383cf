package dev.plangate.bench.torture.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.bench.torture.world.Await;
import dev.plangate.contract.AdminConnections;
import dev.plangate.standalone.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An admin client that has just connected to a broker whose answers are lost from then on. */
final class AdminConnectionsIT {
    @TempDir
    Path dir;

    @Test
    void leavesAConnectionWhoseFirstAnswerWasLost() throws ExecutionException, InterruptedException {
        try (var proxy = TcpProxy.start("broker");
                var broker = EmbeddedBroker.start(dir, 0,
                        Map.of("advertised.listeners", "PLAINTEXT://127.0.0.1:" + proxy.port()))) {
            proxy.target(Integer.parseInt(broker.bootstrapServers().split(":", -1)[1]));
            try (var admin = Admin.create(AdminConnections.bounded(Map.of("bootstrap.servers",
                    "127.0.0.1:" + proxy.port(), "request.timeout.ms", 2_000, "default.api.timeout.ms", 20_000)))) {
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
    }
}
