package dev.plangate.standalone.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The parameters of the server: a file that postgresql.conf includes, written anew at each start. */
final class ServerConfiguration {
    private static final String FILE = "plangate.conf";
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", ""),
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("max_connections", "200"),
            Map.entry("shared_buffers", "128MB"),
            Map.entry("max_wal_size", "2GB"),
            Map.entry("autovacuum_naptime", "10s"),
            Map.entry("jit", "off"),
            Map.entry("log_checkpoints", "off"),
            // Ends the work of sessions whose JVM was killed.
            Map.entry("client_connection_check_interval", "10s"));

    private ServerConfiguration() {}

    /** Once, for a new data directory. */
    static void include(Path data) throws IOException {
        Files.writeString(data.resolve("postgresql.conf"), "\ninclude '%s'\n".formatted(FILE),
                StandardOpenOption.APPEND);
        Files.writeString(data.resolve(FILE), "");
    }

    static void write(Path data, int port, Map<String, String> overrides) throws IOException {
        var parameters = new TreeMap<>(DEFAULTS);
        parameters.putAll(overrides);
        parameters.put("port", Integer.toString(port));
        Files.writeString(data.resolve(FILE), parameters.entrySet()
                .stream()
                .map(parameter -> "%s = '%s'%n".formatted(parameter.getKey(), parameter.getValue().replace("'", "''")))
                .collect(Collectors.joining()));
    }
}
