package dev.plangate.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    Path directory;

    @Test
    void nothing_set_gives_the_defaults() {
        Settings settings = Settings.of(Map.of());

        assertThat(settings.kafka().properties()).containsEntry("bootstrap.servers", "localhost:9092")
                .containsEntry("request.timeout.ms", 4_000);
        assertThat(settings.worker().lease()).isEqualTo(Duration.ofSeconds(7));
        assertThat(settings.worker().attempts()).isEqualTo(5);
        assertThat(settings.intake().inputsTimeout()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.deployment().group("intake")).isEqualTo("plangate-intake");
    }

    @Test
    void the_environment_wins_over_the_file_which_wins_over_the_default() throws IOException {
        Path file = file("db.user=from-file\nrelay.batch.size=7\nkafka.client.rack=file\n");

        Settings settings = Settings.ofEnvironment(Map.of("PLANGATE_CONFIG", file.toString(), "PLANGATE_DB_USER",
                "from-env", "PLANGATE_KAFKA_SECURITY_PROTOCOL", "SSL", "PLANGATE_HTTP_PORT", "", "PATH", "/bin"));

        assertThat(settings.database().user()).isEqualTo("from-env");
        assertThat(settings.relay().batchSize()).isEqualTo(7);
        assertThat(settings.http().port()).isEqualTo(8080);
        assertThat(settings.kafka().properties()).containsEntry("security.protocol", "SSL").containsEntry("client.rack",
                "file");
    }

    @Test
    void every_mistake_is_listed_at_once_with_what_would_be_right() throws IOException {
        Path file = file("relay.batch.sise=7\nworker.lease=soon\nkafka.group.id=mine\n");

        List<String> mistakes = mistakes(Map.of("PLANGATE_CONFIG", file.toString(), "PLANGATE_HTTP_PORT", "http",
                "PLANGATE_BOOTSTRAP_SERVER", "kafka:9092", "PLANGATE_LOG_LEVEL", "loud", "PLANGATE_DB_URL",
                "jdbc:postgresql://u:p@db/x", "PLANGATE_KAFKA_SECURITY_PROTOCL", "SSL"));

        assertThat(mistakes).containsExactly(
                "PLANGATE_BOOTSTRAP_SERVER: unknown setting; did you mean PLANGATE_BOOTSTRAP_SERVERS?",
                "PLANGATE_DB_URL=jdbc:postgresql://...@db/x: should be jdbc:postgresql://host:port/database without user and password",
                "PLANGATE_HTTP_PORT=http: should be a whole number from 0 to 65535",
                "PLANGATE_KAFKA_SECURITY_PROTOCL: unknown Kafka property; did you mean security.protocol?",
                "PLANGATE_LOG_LEVEL=loud: should be one of error, warn, info, debug, trace",
                "kafka.group.id in plangate.properties: group.id is set by Plangate itself and cannot be changed",
                "relay.batch.sise in plangate.properties: unknown setting; did you mean relay.batch.size?",
                "worker.lease in plangate.properties=soon: should be a time from 1s to 10m, such as 250ms, 10s, 5m or 1h");
    }

    @Test
    void settings_that_contradict_each_other_are_mistakes() {
        List<String> mistakes = mistakes(Map.of("PLANGATE_WORKER_LEASE", "4s", "PLANGATE_DB_PASSWORD", "hunter2",
                "PLANGATE_DB_PASSWORD_FILE", "/no/such/file"));

        assertThat(mistakes).containsExactly(
                "PLANGATE_DB_PASSWORD_FILE=/no/such/file: set either db.password or db.password.file, not both",
                "PLANGATE_DB_PASSWORD_FILE=/no/such/file: should be a readable file",
                "db.transaction.timeout=5s: should be shorter than worker.lease (4s) and relay.lease (8s), so that a paused process loses its locks before its lease",
                "worker.heartbeat=2s: should be at most a third of worker.lease (4s)");
    }

    @Test
    void a_password_is_read_from_its_file_at_each_use() throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "first\n");
        Settings settings = Settings.of(Map.of("db.password.file", file.toString()));
        Files.writeString(file, "second\n");

        assertThat(settings.database().password().get()).isEqualTo("second");
    }

    @Test
    void no_secret_is_ever_shown() {
        Values values = Values.of(Map.of("db.password", "hunter2", "schema.registry.auth", "me:hunter2",
                "kafka.sasl.jaas.config", "... password=hunter2;", "kafka.ssl.key.password", "hunter2",
                "kafka.my.own.thing", "hunter2", "kafka.client.rack", "a"));

        assertThat(Settings.read(values).toString()).doesNotContain("hunter2");
        assertThat(SettingsTable.effective(values).toString()).doesNotContain("hunter2");
        assertThat(SettingsTable.effective(values)).containsEntry("db.password", "(secret)").containsEntry(
                "kafka.client.rack", "a");
    }

    @Test
    void each_key_has_a_meaning_a_variable_of_its_own_and_a_default_that_is_right() {
        assertThat(Settings.KEYS).extracting(Key::variable).doesNotHaveDuplicates();
        assertThat(Settings.KEYS).allSatisfy(key -> {
            assertThat(key.meaning()).endsWith(".");
            key.fallback().ifPresent(text -> assertThat(key.kind().parser().apply(text)).isNotNull());
        });
    }

    @Test
    void the_table_has_a_line_for_each_key() {
        assertThat(SettingsTable.markdown().lines()).hasSize(Settings.KEYS.size() + 3).contains(
                "| `worker.lease` | `PLANGATE_WORKER_LEASE` | `7s` | After this time without a heartbeat another worker takes a run over. |");
    }

    @Test
    void the_readme_holds_the_table() throws IOException {
        String readme = Files.readString(Path.of("../../README.md"));

        assertThat(readme).as("between the marks: plangate config --markdown").contains(
                "<!-- configuration -->\n" + SettingsTable.markdown() + "<!-- /configuration -->");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("plangate.properties"), text);
    }

    private static List<String> mistakes(Map<String, String> environment) {
        return catchThrowableOfType(SettingsException.class, () -> Settings.ofEnvironment(environment)).mistakes();
    }
}
