package dev.plangate.contract;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * Lets an admin client leave a connection that says nothing.
 *
 * <p>A consumer or producer closes a connection whose answer is late by request.timeout.ms. Kafka's admin client does so for
 * its calls, but what it asks when it connects (ApiVersions) may take an hour: it is the fixed timeout of its network client. A
 * connection whose answers are lost in that moment holds up whatever is asked of that broker, until it has been idle for
 * connections.max.idle.ms: five minutes. Kafka Streams asks the admin client where a store's changelog ends, so that a gate
 * stands still so long. The cost of a shorter time: an admin client that is seldom used connects anew.
 *
 * <p>Nor does it see that the answer to a call is late before something wakes it, at the latest when the call as a whole ends: a
 * minute later. So a call ends after twice what a request may take; whoever made it makes it again.
 */
public final class AdminConnections {
    private static final int DEFAULT_REQUEST_TIMEOUT_MS = 30_000;

    private AdminConnections() {}

    /** The same properties, with connections.max.idle.ms and default.api.timeout.ms, unless they are among them. */
    public static Map<String, Object> bounded(Map<String, Object> client) {
        Map<String, Object> properties = new HashMap<>(client);
        properties.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, callMillis(client));
        properties.putIfAbsent(AdminClientConfig.CONNECTIONS_MAX_IDLE_MS_CONFIG, idleMillis(client));
        return properties;
    }

    /** How long a connection may be idle: as long as a request may take, in milliseconds. */
    public static Object idleMillis(Map<String, Object> client) {
        return client.getOrDefault(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, DEFAULT_REQUEST_TIMEOUT_MS);
    }

    /** How long a call may take with what it tries again: twice what a request may take, in milliseconds. */
    public static int callMillis(Map<String, Object> client) {
        return 2 * Integer.parseInt(idleMillis(client).toString());
    }
}
