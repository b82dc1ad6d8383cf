package dev.plangate.bench.torture.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The harness's end of the lines to its processes. */
public final class ControlServer implements AutoCloseable {
    /** The line to one process; another one after each start. */
    public static final class Line {
        private final PrintStream out;
        private volatile String owner = "";
        private volatile String reached = "";

        private Line(PrintStream out) {
            this.out = out;
        }

        /** The next thread that passes the failpoint stops there. */
        public void arm(String failpoint) {
            reached = "";
            out.println("arm " + failpoint);
        }

        /** What is stopped goes on; what is armed is not any more. */
        public void go() {
            out.println("go");
        }

        /** The failpoint at which a thread has stopped; empty = none. */
        public String reached() {
            return reached;
        }

        /** Under which name the process holds what it has taken; empty until it takes something. */
        public String owner() {
            return owner;
        }
    }

    private final ServerSocket listener;
    private final Map<String, Line> lines = new ConcurrentHashMap<>();

    private ControlServer(ServerSocket listener) {
        this.listener = listener;
    }

    /** Listens on a free port. */
    public static ControlServer start() {
        try {
            var listener = new ServerSocket();
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            var server = new ControlServer(listener);
            Thread.ofVirtual().name("control").start(server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** The line to a process, once it has reported. */
    public Optional<Line> line(String name) {
        return Optional.ofNullable(lines.get(name));
    }

    /** A process is about to be started anew. */
    public void forget(String name) {
        lines.remove(name);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Thread.ofVirtual().start(() -> listen(socket));
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void listen(Socket socket) {
        try (socket;
                var in = new BufferedReader(new InputStreamReader(socket.getInputStream(),
                        StandardCharsets.UTF_8))) {
            var line = new Line(new PrintStream(socket.getOutputStream(), true, StandardCharsets.UTF_8));
            for (String text = in.readLine(); text != null; text = in.readLine()) {
                String[] words = text.split(" ", 2);
                switch (words[0]) {
                    case "hello" -> lines.put(words[1], line);
                    case "owner" -> line.owner = words[1];
                    case "reached" -> line.reached = words[1];
                    default -> throw new IllegalStateException("unknown: " + text);
                }
            }
        } catch (IOException e) {
            // it was killed
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
