package dev.plangate.standalone.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * One of several brokers on the loopback interface, each of which is a controller as well: what the fault harness kills.
 * Three of them keep three copies of everything and go on with two.
 *
 * @param id from 1 on
 * @param port for clients that come directly, and for the other brokers
 * @param controllerPort for the other controllers
 * @param proxiedPort for clients that come through a proxy
 * @param advertisedPort where that proxy listens
 */
public record BrokerMember(int id, int port, int controllerPort, int proxiedPort, int advertisedPort) {
    /** Formats the storage when there is none, and starts; the broker is part of the cluster some time later. */
    public static KafkaRaftServer start(Path dir, String clusterId, int id, List<BrokerMember> all) {
        BrokerMember self = all.stream().filter(member -> member.id == id).findFirst().orElseThrow();
        var config = new KafkaConfig(self.settings(dir, all), false);
        BrokerStorage.format(dir, id, clusterId);
        var server = new KafkaRaftServer(config, Time.SYSTEM);
        server.startup();
        return server;
    }

    private Map<String, String> settings(Path dir, List<BrokerMember> all) {
        String copies = Integer.toString(Math.min(3, all.size()));
        String inSync = Integer.toString(all.size() < 3 ? 1 : 2);
        var settings = new HashMap<>(BrokerSettings.common(dir));
        settings.put("node.id", Integer.toString(id));
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            settings.put(topic + ".replication.factor", copies);
        }
        settings.put("default.replication.factor", copies);
        settings.put("min.insync.replicas", inSync);
        settings.put("transaction.state.log.min.isr", inSync);
        settings.put("share.coordinator.state.topic.min.isr", inSync);
        settings.put("controller.quorum.voters", all.stream()
                .map(member -> "%d@127.0.0.1:%d".formatted(member.id, member.controllerPort))
                .collect(Collectors.joining(",")));
        settings.put("listeners", "PLAINTEXT://127.0.0.1:%d,PROXIED://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                .formatted(port, proxiedPort, controllerPort));
        settings.put("advertised.listeners",
                "PLAINTEXT://127.0.0.1:%d,PROXIED://127.0.0.1:%d".formatted(port, advertisedPort));
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.putAll(QUICK_FAILOVER);
        return settings;
    }

    /** A broker or a member of a group that is gone is noticed after about three seconds. */
    private static final Map<String, String> QUICK_FAILOVER = Map.of(
            "broker.heartbeat.interval.ms", "500",
            "broker.session.timeout.ms", "3000",
            "controller.quorum.election.timeout.ms", "500",
            "controller.quorum.election.backoff.max.ms", "500",
            "controller.quorum.fetch.timeout.ms", "1500",
            "replica.lag.time.max.ms", "4000",
            "group.consumer.session.timeout.ms", "3000",
            "group.consumer.heartbeat.interval.ms", "300",
            "transaction.abort.timed.out.transaction.cleanup.interval.ms", "500");
}
