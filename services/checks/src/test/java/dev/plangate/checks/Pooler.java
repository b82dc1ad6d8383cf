package dev.plangate.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Stands between a check and its target, sees what the check says, and can keep new connections waiting. */
final class Pooler implements AutoCloseable {
    /**
     * One connection of the check's.
     *
     * @param hungUp what the check said since {@link #hold}, once it has hung up
     */
    record Client(Socket socket, CompletableFuture<String> hungUp) {}

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int target;
    private final List<Client> clients = new CopyOnWriteArrayList<>();
    private final CountDownLatch held = new CountDownLatch(1);
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile boolean holding;

    Pooler(int target) throws IOException {
        this.target = target;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** From now on connections are accepted and get no answer. */
    void hold() {
        gate = new CountDownLatch(1);
        holding = true;
    }

    void letGo() {
        gate.countDown();
    }

    void awaitHeld() throws InterruptedException {
        assertThat(held.await(20, TimeUnit.SECONDS)).as("nobody connects").isTrue();
    }

    Client first() {
        return clients.getFirst();
    }

    int connections() {
        return clients.size();
    }

    private void accept() {
        try {
            while (true) {
                var client = new Client(listening.accept(), new CompletableFuture<>());
                clients.add(client);
                var open = gate;
                if (open.getCount() > 0) {
                    held.countDown();
                }
                Thread.ofVirtual().start(() -> serve(client, open));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Client client, CountDownLatch open) {
        var said = new StringBuilder();
        try (var _ = client.socket()) {
            if (open.getCount() > 0) {
                Thread.ofVirtual().start(() -> ends(client));
            }
            open.await();
            try (var server = new Socket(InetAddress.getLoopbackAddress(), target)) {
                Thread.ofVirtual().start(() -> copy(server, client.socket()));
                var from = client.socket().getInputStream();
                var buffer = new byte[8192];
                for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                    if (holding) {
                        said.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
                    }
                    server.getOutputStream().write(buffer, 0, n);
                }
            }
        } catch (IOException | InterruptedException e) {
            // cut rather than closed
        } finally {
            client.hungUp().complete(said.toString());
        }
    }

    private static void ends(Client client) {
        try {
            InputStream from = client.socket().getInputStream();
            while (from.read() >= 0) {
                // not for anybody
            }
        } catch (IOException e) {
            // cut rather than closed
        }
        client.hungUp().complete("");
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.close();
        } catch (IOException e) {
            // one of them is gone
        }
    }

    @Override
    public void close() throws IOException {
        gate.countDown();
        listening.close();
        for (Client client : clients) {
            client.socket().close();
        }
    }
}
