package dev.plangate.bench.torture.failpoint;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * In a child: where woven code reports. A failpoint that is armed stops the thread that reaches it, once, until the harness
 * says go; what the harness does meanwhile (kill, pause) happens exactly there.
 */
public final class Failpoints {
    private static final Map<String, CountDownLatch> ARMED = new ConcurrentHashMap<>();
    private static final Map<String, CountDownLatch> STOPPED = new ConcurrentHashMap<>();
    private static volatile String owner = "";
    private static volatile PrintStream harness;

    private Failpoints() {}

    /** Connects to the harness; a process without one has no failpoints. */
    public static void connect(Integer port, String name) throws IOException {
        if (port == null) {
            return;
        }
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        harness = new PrintStream(socket.getOutputStream(), true, StandardCharsets.UTF_8);
        harness.println("hello " + name);
        Thread.ofPlatform().name("torture-control").daemon().start(() -> listen(socket));
    }

    /** Woven in at each failpoint. */
    public static void reached(String name) {
        if (!ARMED.isEmpty()) {
            CountDownLatch armed = ARMED.remove(name);
            if (armed != null) {
                stop(name, armed);
            }
        }
    }

    /** Woven in where a process takes something under a name of its own: tells the harness that name. */
    public static void owner(String name) {
        if (!owner.equals(name) && harness != null) {
            owner = name;
            harness.println("owner " + name);
        }
    }

    private static void stop(String name, CountDownLatch armed) {
        STOPPED.put(name, armed);
        harness.println("reached " + name);
        try {
            armed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void listen(Socket socket) {
        try (var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ", -1);
                switch (words[0]) {
                    case "arm" -> ARMED.put(words[1], new CountDownLatch(1));
                    case "go" -> {
                        ARMED.clear();
                        STOPPED.values().forEach(CountDownLatch::countDown);
                        STOPPED.clear();
                    }
                    default -> throw new IllegalStateException("unknown: " + line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the harness is gone", e);
        }
    }
}
