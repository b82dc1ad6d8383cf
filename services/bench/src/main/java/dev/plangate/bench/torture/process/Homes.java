package dev.plangate.bench.torture.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Directories of prepared class paths, below one that all runs of a user share. One that is in use is locked until its JVM ends; of the others the oldest are
 * deleted. Any number of runs may begin at once, in this JVM or in several.
 */
final class Homes {
    private static final int KEPT = 4;
    private static final String LOCK = "in-use";
    private static final Map<Path, FileChannel> USED = new HashMap<>();

    private Homes() {}

    /** The directory of that name: made if it is not there, and not deleted by anybody before this JVM ends. */
    static synchronized Path use(Path cache, String name) throws IOException {
        Path home = cache.resolve(name);
        while (!USED.containsKey(home)) {
            Files.createDirectories(home);
            Path lock = home.resolve(LOCK);
            var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            channel.lock(0, Long.MAX_VALUE, true);
            if (Files.exists(lock)) {
                USED.put(home, channel);
            } else {
                channel.close(); // whoever held it has deleted the directory
            }
        }
        Files.setLastModifiedTime(home, FileTime.fromMillis(System.currentTimeMillis()));
        forgetOld(cache);
        return home;
    }

    private static void forgetOld(Path cache) throws IOException {
        List<Path> old;
        try (Stream<Path> all = Files.list(cache)) {
            old = all.filter(Files::isDirectory).filter(home -> !USED.containsKey(home))
                    .sorted((a, b) -> Long.compare(b.toFile().lastModified(), a.toFile().lastModified())).skip(KEPT)
                    .toList();
        }
        for (Path home : old) {
            try (var channel = FileChannel.open(home.resolve(LOCK), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE); var lock = channel.tryLock()) {
                if (lock != null) {
                    delete(home);
                }
            } catch (NoSuchFileException | DirectoryNotEmptyException e) {
                // somebody else deletes it, or uses it again
            }
        }
    }

    /** The lock last: who waits for it sees that the directory is gone. */
    private static void delete(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            for (Path file : files.filter(file -> !file.endsWith(LOCK)).toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(home.resolve(LOCK));
        Files.deleteIfExists(home);
    }
}
