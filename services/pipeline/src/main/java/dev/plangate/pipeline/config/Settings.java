package dev.plangate.pipeline.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Everything that can be set. Environment variables win over the file that {@code PLANGATE_CONFIG} names, which wins
 * over the defaults. Every mistake is reported at once.
 */
public record Settings(Deployment deployment, KafkaSettings kafka, RegistrySettings registry,
        DatabaseSettings database, TopicSettings topics, HttpSettings http, IntakeSettings intake,
        WorkerSettings worker, HistorySettings history, RelaySettings relay, OutboxSettings outbox, GateSettings gate,
        ApiSettings api, WebhookSettings webhooks, LogSettings log) {

    /** All keys, in the order of the configuration table. */
    public static final List<Key<?>> KEYS = Stream.of(Deployment.KEYS, KafkaSettings.KEYS, RegistrySettings.KEYS,
            TopicSettings.KEYS, DatabaseSettings.KEYS, IntakeSettings.KEYS, WorkerSettings.KEYS, HistorySettings.KEYS,
            RelaySettings.KEYS,
            OutboxSettings.KEYS,
            GateSettings.KEYS, ApiSettings.KEYS, WebhookSettings.KEYS, HttpSettings.KEYS, LogSettings.KEYS)
            .<Key<?>>flatMap(List::stream).toList();

    /**
     * Settings by their names in the file ("db.url" -> "jdbc:postgresql://..."); what is not named has its default.
     *
     * @throws SettingsException listing every mistake
     */
    public static Settings of(Map<String, String> settings) {
        return read(Values.of(settings));
    }

    /**
     * Settings from environment variables and the file that one of them names.
     *
     * @throws SettingsException listing every mistake
     */
    public static Settings ofEnvironment(Map<String, String> environment) {
        return read(Values.ofEnvironment(environment));
    }

    /**
     * Settings from texts that were gathered before.
     *
     * @throws SettingsException listing every mistake
     */
    public static Settings read(Values values) {
        DatabaseSettings database = DatabaseSettings.read(values);
        WorkerSettings worker = WorkerSettings.read(values);
        RelaySettings relay = RelaySettings.read(values);
        Duration lease = worker.lease().compareTo(relay.lease()) < 0 ? worker.lease() : relay.lease();
        if (database.transactionTimeout().compareTo(lease) >= 0) {
            values.mistake(DatabaseSettings.TRANSACTION_TIMEOUT,
                    "should be shorter than worker.lease (%s) and relay.lease (%s), so that a paused process loses its locks before its lease"
                            .formatted(Kind.show(worker.lease()), Kind.show(relay.lease())));
        }
        Settings settings = new Settings(Deployment.read(values), KafkaSettings.read(values),
                RegistrySettings.read(values), database, TopicSettings.read(values), HttpSettings.read(values),
                IntakeSettings.read(values), worker, HistorySettings.read(values), relay, OutboxSettings.read(values),
                GateSettings.read(values), ApiSettings.read(values), WebhookSettings.read(values),
                LogSettings.read(values));
        values.refuseMistakes();
        return settings;
    }
}
