package dev.plangate.standalone.broker;

import dev.plangate.standalone.StandaloneException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** The directory of a broker that is its own controller. */
final class BrokerStorage {
    private BrokerStorage() {}

    /** Formats it, unless that was done before. */
    static void format(Path dir, int nodeId, String clusterId) {
        if (Files.exists(dir.resolve("meta.properties"))) {
            return;
        }
        try {
            Files.createDirectories(dir);
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setNodeId(nodeId)
                    .setClusterId(clusterId)
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(dir.toString())
                    .addDirectory(dir.toString())
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot format " + dir, e);
        } catch (Exception e) {
            throw new StandaloneException("cannot format " + dir + ": " + e.getMessage(), e);
        }
    }
}
