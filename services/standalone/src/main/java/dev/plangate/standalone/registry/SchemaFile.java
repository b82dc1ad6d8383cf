package dev.plangate.standalone.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plangate.standalone.StandaloneException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The file that keeps what was registered: one JSON object per line, only ever appended to, flushed to the disk before
 * anybody is told an id. Records in Kafka carry these ids for as long as they live.
 */
final class SchemaFile implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FileChannel channel;

    private SchemaFile(FileChannel channel) {
        this.channel = channel;
    }

    /** Opens the file and hands over what it holds. A last line without an end, left by a crash, is cut off: its id was never told. */
    static SchemaFile open(Path file, SchemaCatalog catalog) throws IOException {
        Files.createDirectories(file.getParent());
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        var bytes = Files.readAllBytes(file);
        var end = lastLineEnd(bytes);
        channel.truncate(end).position(end);
        for (var line : lines(bytes, end)) {
            try {
                catalog.add(JSON.readValue(line, RegisteredSchema.class));
            } catch (IOException e) {
                channel.close();
                throw new StandaloneException(
                        "%s is damaged: %s. Without it, records that were written before cannot be told apart"
                                .formatted(file, e.getMessage()),
                        e);
            }
        }
        return new SchemaFile(channel);
    }

    void append(RegisteredSchema version) throws IOException {
        var line = ByteBuffer.wrap((JSON.writeValueAsString(version) + "\n").getBytes(StandardCharsets.UTF_8));
        while (line.hasRemaining()) {
            channel.write(line);
        }
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static int lastLineEnd(byte[] bytes) {
        var end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private static List<String> lines(byte[] bytes, int end) {
        return new ArrayList<>(new String(bytes, 0, end, StandardCharsets.UTF_8).lines().toList());
    }
}
