package dev.plangate.pipeline.config;

import java.time.Duration;
import java.util.List;

/**
 * One installation of Plangate; several may share brokers.
 *
 * @param name prefix of consumer groups, of the application id and of transactional ids
 * @param stopTimeout longest clean stop; what is held then is left to its lease
 */
public record Deployment(String name, Duration stopTimeout) {
    static final Key<String> NAME = Key.of("deployment",
            Kind.matching("[a-z][a-z0-9-]{0,40}", "up to 41 of a-z, 0-9 and -, a letter first"), "plangate",
            "Name of this installation: prefix of consumer groups, application id and transactional ids.");
    static final Key<Duration> STOP_TIMEOUT = Key.time("stop.timeout", Duration.ofSeconds(25), Duration.ofSeconds(1),
            Duration.ofMinutes(10), "Longest clean stop after SIGTERM; give the orchestrator a longer one.");
    static final List<Key<?>> KEYS = List.of(NAME, STOP_TIMEOUT);

    static Deployment read(Values values) {
        return new Deployment(values.get(NAME), values.get(STOP_TIMEOUT));
    }

    /** The consumer group or application id of a service: {@code plangate-intake}. */
    public String group(String service) {
        return name + "-" + service;
    }
}
