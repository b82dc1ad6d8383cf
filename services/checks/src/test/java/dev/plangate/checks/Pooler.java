package dev.plangate.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Stands between a check and its target, sees what the check says, and can leave new connections without an answer. */
final class Pooler implements AutoCloseable {
    /**
     * One connection of the check's.
     *
     * @param hungUp what the check said since {@link #hold}, once it has hung up; never, when it was left without an answer
     */
    record Client(Socket socket, CompletableFuture<String> hungUp) {
        /** Whether a connection that was left without an answer is still open. */
        boolean isOpen() throws IOException {
            socket.setSoTimeout(100);
            try {
                while (socket.getInputStream().read() >= 0) {
                    // what nobody will answer
                }
                return false;
            } catch (SocketTimeoutException e) {
                return true;
            } catch (IOException e) {
                return false;
            }
        }
    }

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int target;
    private final List<Client> clients = new CopyOnWriteArrayList<>();
    private final CountDownLatch held = new CountDownLatch(1);
    private volatile boolean holding;
    private volatile boolean listens;

    Pooler(int target) throws IOException {
        this.target = target;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** From now on connections are accepted and get no answer. */
    void hold() {
        listens = true;
        holding = true;
    }

    /** New ones get through again. */
    void letGo() {
        holding = false;
    }

    void awaitHeld() throws InterruptedException {
        assertThat(held.await(20, TimeUnit.SECONDS)).as("nobody connects").isTrue();
    }

    List<Client> clients() {
        return clients;
    }

    private void accept() {
        try {
            while (true) {
                var client = new Client(listening.accept(), new CompletableFuture<>());
                clients.add(client);
                if (holding) {
                    held.countDown();
                } else {
                    Thread.ofVirtual().start(() -> serve(client));
                }
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Client client) {
        var said = new StringBuilder();
        try (var from = client.socket(); var server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            Thread.ofVirtual().start(() -> copy(server, from));
            var buffer = new byte[8192];
            for (int n = from.getInputStream().read(buffer); n >= 0; n = from.getInputStream().read(buffer)) {
                if (listens) {
                    said.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
                }
                server.getOutputStream().write(buffer, 0, n);
            }
        } catch (IOException e) {
            // cut rather than closed
        } finally {
            client.hungUp().complete(said.toString());
        }
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
        listening.close();
        for (Client client : clients) {
            client.socket().close();
        }
    }
}
