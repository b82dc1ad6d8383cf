package dev.plangate.standalone.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The configuration of a broker that is alone: one node, one copy of everything, and nothing to wait for. */
final class BrokerSettings {
    /** Topics ask for up to 10 MiB and a little; a sheet's text is up to 8 MiB. */
    private static final String LARGEST_RECORD_BYTES = Integer.toString(12 << 20);

    /** The only node. */
    static final int NODE = 1;

    private BrokerSettings() {}

    /** The controller of that broker without the broker. */
    static Map<String, String> controllerAlone(Path dir, int port) {
        var settings = new HashMap<String, String>(ALONE);
        settings.put("process.roles", "controller");
        settings.put("log.dirs", dir.toString());
        settings.put("controller.quorum.voters", NODE + "@127.0.0.1:" + port);
        settings.put("listeners", "CONTROLLER://127.0.0.1:" + port);
        return settings;
    }

    static Map<String, String> of(Path dir, int port, int controllerPort) {
        var settings = new HashMap<>(common(dir));
        settings.put("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
        settings.put("listeners", "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort));
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:%d".formatted(port));
        return settings;
    }

    /** What one of several brokers has in common with one that is alone; it has its own number, copies and listeners. */
    static Map<String, String> common(Path dir) {
        var settings = new HashMap<String, String>(ALONE);
        settings.putAll(SMALL);
        settings.putAll(QUICK);
        settings.put("log.dirs", dir.toString());
        settings.put("message.max.bytes", LARGEST_RECORD_BYTES);
        settings.put("replica.fetch.max.bytes", LARGEST_RECORD_BYTES);
        return settings;
    }

    private static final Map<String, String> ALONE = Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", Integer.toString(NODE)),
            Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("default.replication.factor", "1"),
            Map.entry("min.insync.replicas", "1"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"));

    /** A few partitions and threads and small buffers: they are allocated at start, whether used or not. */
    private static final Map<String, String> SMALL = Map.ofEntries(
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("transaction.state.log.num.partitions", "4"),
            Map.entry("share.coordinator.state.topic.num.partitions", "1"),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"),
            Map.entry("num.recovery.threads.per.data.dir", "4"),
            Map.entry("log.cleaner.dedupe.buffer.size", "8388608"),
            Map.entry("log.index.size.max.bytes", "1048576"),
            Map.entry("metric.reporters", ""));

    /**
     * Members that died are noticed after seconds. Flushing is left to the operating system: a killed process loses
     * nothing, a crash of the machine may.
     */
    private static final Map<String, String> QUICK = Map.ofEntries(
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("group.min.session.timeout.ms", "1000"),
            Map.entry("group.consumer.min.session.timeout.ms", "1000"),
            Map.entry("group.consumer.session.timeout.ms", "6000"),
            Map.entry("group.consumer.min.heartbeat.interval.ms", "100"),
            Map.entry("group.consumer.heartbeat.interval.ms", "500"),
            Map.entry("group.streams.min.session.timeout.ms", "1000"),
            Map.entry("group.streams.session.timeout.ms", "6000"),
            Map.entry("group.streams.min.heartbeat.interval.ms", "100"),
            Map.entry("group.streams.heartbeat.interval.ms", "500"),
            Map.entry("broker.heartbeat.interval.ms", "500"),
            Map.entry("broker.session.timeout.ms", "4000"));
}
