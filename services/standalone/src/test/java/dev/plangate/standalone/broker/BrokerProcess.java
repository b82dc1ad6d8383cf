package dev.plangate.standalone.broker;

import java.nio.file.Path;

/** A broker in a JVM of its own, to be killed. */
final class BrokerProcess {
    private BrokerProcess() {}

    /** Directory and port. */
    public static void main(String[] args) throws InterruptedException {
        try (EmbeddedBroker _ = EmbeddedBroker.start(Path.of(args[0]), Integer.parseInt(args[1]))) {
            Thread.currentThread().join();
        }
    }
}
