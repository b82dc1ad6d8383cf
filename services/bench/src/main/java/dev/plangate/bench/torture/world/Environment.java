package dev.plangate.bench.torture.world;

import dev.plangate.standalone.postgres.OwnDatabase;
import java.util.HashMap;
import java.util.Map;

/** The settings of the processes: times are short, so that a fault is over soon. DESIGN.md says what that costs. */
final class Environment {
    private static final Map<String, String> COMMON = Map.ofEntries(
            Map.entry("PLANGATE_DEPLOYMENT", "torture"),
            Map.entry("PLANGATE_DB_USER", OwnDatabase.NAME),
            Map.entry("PLANGATE_DB_POOL_SIZE", "10"),
            Map.entry("PLANGATE_DB_CONNECT_TIMEOUT", "2s"),
            Map.entry("PLANGATE_DB_TRANSACTION_TIMEOUT", "2s"),
            Map.entry("PLANGATE_TOPICS_PARTITIONS", Integer.toString(World.PARTITIONS)),
            Map.entry("PLANGATE_WORKER_LEASE", "3s"),
            Map.entry("PLANGATE_WORKER_HEARTBEAT", "700ms"),
            Map.entry("PLANGATE_WORKER_CLAIM_BATCH", "10"),
            Map.entry("PLANGATE_WORKER_TARGET_DEADLINE", "4s"),
            Map.entry("PLANGATE_WORKER_SLICE_SIZE", "4"),
            Map.entry("PLANGATE_RELAY_LEASE", "3s"),
            Map.entry("PLANGATE_INPUTS_TIMEOUT", "6s"),
            Map.entry("PLANGATE_STOP_TIMEOUT", "10s"),
            Map.entry("PLANGATE_KAFKA_REQUEST_TIMEOUT_MS", "2000"),
            Map.entry("PLANGATE_HTTP_HOST", "127.0.0.1"),
            Map.entry("PLANGATE_LOG_FORMAT", "plain"));

    /** A gate that was killed leaves the group after three seconds, and an open transaction for as long at most. */
    private static final Map<String, String> GATE = Map.of(
            "PLANGATE_KAFKA_MAIN_CONSUMER_SESSION_TIMEOUT_MS", "3000",
            "PLANGATE_KAFKA_MAIN_CONSUMER_HEARTBEAT_INTERVAL_MS", "700",
            "PLANGATE_KAFKA_MAIN_CONSUMER_MAX_POLL_INTERVAL_MS", "8000",
            "PLANGATE_KAFKA_PRODUCER_TRANSACTION_TIMEOUT_MS", "4000");

    private Environment() {}

    static Map<String, String> of(World world, ServiceKind kind, String name, int httpPort) {
        var all = new HashMap<>(COMMON);
        all.put("PLANGATE_BOOTSTRAP_SERVERS", world.brokers().proxied());
        all.put("PLANGATE_SCHEMA_REGISTRY_URL", world.registry().url());
        all.put("PLANGATE_DB_URL", "jdbc:postgresql://127.0.0.1:%d/%s".formatted(world.databaseProxy(kind).port(),
                OwnDatabase.NAME));
        all.put("PLANGATE_DB_PASSWORD", world.postgres().password());
        all.put("PLANGATE_HTTP_PORT", Integer.toString(httpPort));
        if (kind == ServiceKind.GATE) {
            all.putAll(GATE);
            all.put("PLANGATE_GATE_STATE_DIR", world.dir().resolve("state-" + name).toString());
        }
        all.putAll(world.settings());
        return all;
    }
}
