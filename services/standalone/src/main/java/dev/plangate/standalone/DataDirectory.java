package dev.plangate.standalone;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Where the standalone mode keeps everything, held by one process at a time. The lock is the operating system's: that of a
 * process which was killed is gone. The file names the process for people.
 */
public final class DataDirectory implements AutoCloseable {
    private final Path path;
    private final boolean temporary;
    private final FileChannel channel;

    private DataDirectory(Path path, boolean temporary, FileChannel channel) {
        this.path = path;
        this.temporary = temporary;
        this.channel = channel;
    }

    /**
     * Makes the directory if it is missing, and takes it.
     *
     * @throws StandaloneException when another process has it
     */
    public static DataDirectory open(Path path) {
        return open(path.toAbsolutePath().normalize(), false);
    }

    /** A new one, which is deleted when it is closed. */
    public static DataDirectory temporary() {
        return temporary("plangate-");
    }

    /** The same with a beginning of its name. */
    public static DataDirectory temporary(String prefix) {
        try {
            return open(Files.createTempDirectory(prefix), true);
        } catch (IOException e) {
            throw new StandaloneException("no temporary directory can be made: " + e.getMessage(), e);
        }
    }

    public Path path() {
        return path;
    }

    boolean isTemporary() {
        return temporary;
    }

    /** Gives it back; a temporary one is deleted. */
    @Override
    public void close() {
        try {
            if (temporary) {
                Directories.delete(path);
            }
            channel.close();
        } catch (IOException e) {
            throw new StandaloneException("%s cannot be deleted: %s".formatted(path, e.getMessage()), e);
        }
    }

    private static DataDirectory open(Path path, boolean temporary) {
        var file = path.resolve("lock");
        try {
            Files.createDirectories(path);
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                var owner = Files.readString(file).strip();
                channel.close();
                throw new StandaloneException(
                        "%s is in use by process %s: stop that one, or choose another directory with --data-dir"
                                .formatted(path, owner.isEmpty() ? "(unknown)" : owner));
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap("%d%n".formatted(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
            return new DataDirectory(path, temporary, channel);
        } catch (IOException e) {
            throw new StandaloneException("%s cannot be used as data directory: %s".formatted(path, e), e);
        }
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // This very process has it.
            return null;
        }
    }
}
