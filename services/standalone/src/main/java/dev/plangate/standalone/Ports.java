package dev.plangate.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** TCP ports on the loopback interface. */
public final class Ports {
    private Ports() {}

    /** A port that nobody listened on a moment ago. Whoever binds it must expect that somebody was faster. */
    public static int free() {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on the loopback interface", e);
        }
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
        try (var socket = new ServerSocket()) {
            // Connections of an earlier process that linger in TIME_WAIT do not make a port busy.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new StandaloneException(
                    "port %d for %s is in use (%s): stop what listens there, or choose another with %s"
                            .formatted(port, what, e.getMessage(), option),
                    e);
        }
    }
}
