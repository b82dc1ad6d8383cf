package dev.plangate.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports on the loopback interface. */
public final class Ports {
    private Ports() {}

    /**
     * A port that nobody listened on a moment ago. It is none of those that the system gives to outgoing connections
     * (from 32768 on Linux, from 49152 elsewhere), so that no connection takes it before it is bound.
     *
     * @throws UncheckedIOException no such port was free
     */
    public static int free() {
        IOException last = null;
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(10_240, 32_768);
            try {
                probe(port);
                return port;
            } catch (IOException e) {
                last = e;
            }
        }
        throw new UncheckedIOException("no free port on the loopback interface", last);
    }

    /** `port`, or a free one for 0. */
    public static int orFree(int port) {
        return port == 0 ? free() : port;
    }

    /**
     * Refuses a port that is taken, before anything is started on it.
     *
     * @param what what is to listen, for people: "the broker"
     * @param option what chooses another port: "--port"
     */
    public static void requireFree(int port, String what, String option) {
        if (port == 0) {
            return;
        }
        try {
            probe(port);
        } catch (IOException e) {
            throw new StandaloneException(
                    "port %d for %s is in use (%s): stop what listens there, or choose another with %s"
                            .formatted(port, what, e.getMessage(), option),
                    e);
        }
    }

    private static void probe(int port) throws IOException {
        try (var socket = new ServerSocket()) {
            // Connections of an earlier process that linger in TIME_WAIT do not make a port busy.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }
    }
}
