package dev.plangate.bench.torture.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Stands between clients and a server on the loopback interface, and can break what goes through. */
public final class TcpProxy implements AutoCloseable {
    private static final int BUFFER = 64 << 10;

    private static final class Connection {
        private final Socket client;
        private final Socket server;
        private volatile boolean mute;

        Connection(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void close() {
            closeQuietly(client);
            closeQuietly(server);
        }
    }

    private final ServerSocket listener;
    private volatile int target;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private volatile long delayMillis;
    private volatile long muteUntil = System.nanoTime();
    private volatile boolean refusing;

    private TcpProxy(ServerSocket listener) {
        this.listener = listener;
    }

    /** Listens on a free port. Connections are refused until there is a target. */
    public static TcpProxy start(String name) {
        try {
            var listener = new ServerSocket();
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            var proxy = new TcpProxy(listener);
            Thread.ofVirtual().name("proxy-" + name).start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("a proxy does not start", e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Where new connections lead. */
    public void target(int port) {
        target = port;
    }

    /** Connections that are open. */
    public int open() {
        return connections.size();
    }

    /** Closes all connections; new ones are taken. */
    public void cut() {
        connections.forEach(Connection::close);
    }

    /** Refuses new connections, or takes them again. */
    public void refuse(boolean refuse) {
        refusing = refuse;
    }

    /** Each piece of data comes later by this; zero ends it. */
    public void delay(Duration delay) {
        delayMillis = delay.toMillis();
    }

    /**
     * The servers' answers of all connections go nowhere from now on; neither side sees an end.
     *
     * @param newcomers how long the same happens to connections that are opened
     */
    public void halfClose(Duration newcomers) {
        muteUntil = System.nanoTime() + newcomers.toNanos();
        connections.forEach(connection -> connection.mute = true);
    }

    /** Closes the connections whose answers went nowhere, if they are still open. */
    public void dropHalfClosed() {
        connections.stream().filter(connection -> connection.mute).forEach(Connection::close);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException e) {
                // closed, or one connection that failed
            }
        }
    }

    private void connect(Socket client) {
        if (refusing || target == 0) {
            closeQuietly(client);
            return;
        }
        try {
            var server = new Socket(InetAddress.getLoopbackAddress(), target);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            var connection = new Connection(client, server);
            connection.mute = System.nanoTime() - muteUntil < 0;
            connections.add(connection);
            Thread.ofVirtual().start(() -> copy(connection, client, server, false));
            Thread.ofVirtual().start(() -> copy(connection, server, client, true));
        } catch (IOException e) {
            closeQuietly(client);
        }
    }

    private void copy(Connection connection, Socket from, Socket to, boolean answers) {
        var buffer = new byte[BUFFER];
        try {
            var in = from.getInputStream();
            var out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                long delay = delayMillis;
                if (delay > 0) {
                    Thread.sleep(ThreadLocalRandom.current().nextLong(delay / 2, delay + 1));
                }
                if (!(answers && connection.mute)) {
                    out.write(buffer, 0, read);
                }
            }
        } catch (IOException e) {
            // one side is gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connections.remove(connection);
        connection.close();
    }

    @Override
    public void close() {
        closeQuietly(listener);
        cut();
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // it is closed as well as it can be
        }
    }
}
