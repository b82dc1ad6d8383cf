package dev.plangate.pipeline.console;

import dev.plangate.pipeline.config.KafkaSettings;
import dev.plangate.pipeline.config.RegistrySettings;
import dev.plangate.pipeline.config.Values;
import dev.plangate.pipeline.runtime.ExitCode;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine.Option;

/** Names a cluster: option, then --config, then environment and PLANGATE_CONFIG, then this machine. */
final class ClusterOptions {
    @Option(names = "--bootstrap-server", paramLabel = "HOST:PORT", description = "Kafka brokers. Default: "
            + "PLANGATE_BOOTSTRAP_SERVERS, else localhost:9092.")
    private String bootstrapServer;

    @Option(names = "--registry", paramLabel = "URL", description = "Schema registry. Default: "
            + "PLANGATE_SCHEMA_REGISTRY_URL, else http://localhost:8081.")
    private String registry;

    @Option(names = "--config", paramLabel = "FILE", description = "Properties of the Kafka client (security.protocol "
            + "and so on), and of the registry (basic.auth.user.info).")
    private Path config;

    Cluster resolve(Map<String, String> environment) {
        Values values = Values.ofEnvironment(environment);
        KafkaSettings kafka = KafkaSettings.read(values);
        RegistrySettings registered = RegistrySettings.read(values);
        values.refuseMistakes();
        Map<String, String> file = config == null ? Map.of() : load(config);
        Map<String, Object> client = new HashMap<>(kafka.properties());
        client.putAll(file);
        if (bootstrapServer != null) {
            client.put("bootstrap.servers", bootstrapServer);
        }
        Map<String, String> registryConfig = new HashMap<>(registered.properties());
        registryConfig.putAll(file);
        String urls = registry != null ? registry : file.getOrDefault("schema.registry.url", registered.urls());
        return new Cluster(client, urls, registryConfig);
    }

    private static Map<String, String> load(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new Refusal(ExitCode.USAGE, "--config %s cannot be read: %s".formatted(file, e));
        }
        Map<String, String> texts = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> texts.put(name, properties.getProperty(name)));
        return texts;
    }
}
