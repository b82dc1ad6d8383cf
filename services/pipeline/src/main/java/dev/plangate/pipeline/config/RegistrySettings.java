package dev.plangate.pipeline.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where schemas are registered.
 *
 * @param urls Confluent-compatible registries, separated by commas
 * @param auth user:password for basic authentication
 */
public record RegistrySettings(String urls, Optional<Secret> auth) {
    static final Key<String> URL = Key.of("schema.registry.url", Kind.urls(), "http://localhost:8081",
            "Confluent-compatible schema registry; several URLs are tried in turn.");
    static final Key<String> AUTH = Key.secret("schema.registry.auth", "user:password",
            "Basic authentication for the registry.");
    static final List<Key<?>> KEYS = List.of(URL, AUTH);

    /** Reads the registry alone: all that a client command needs. */
    public static RegistrySettings read(Values values) {
        return new RegistrySettings(values.get(URL), values.find(AUTH).map(Secret::of));
    }

    /** What {@code SchemaRegistry.connect} takes. */
    public Map<String, String> properties() {
        return auth.map(secret -> Map.of("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info",
                secret.get())).orElse(Map.of());
    }
}
