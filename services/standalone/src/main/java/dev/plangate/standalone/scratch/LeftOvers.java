package dev.plangate.standalone.scratch;

import dev.plangate.standalone.DataDirectory;
import dev.plangate.standalone.Directories;
import dev.plangate.standalone.StandaloneException;
import dev.plangate.standalone.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Scratch servers of processes that were killed and so stopped nothing: the next one does. */
final class LeftOvers {
    private static final Logger LOG = LoggerFactory.getLogger(LeftOvers.class);
    /** Younger directories may be on their way to their lock. */
    private static final Duration SPARED = Duration.ofMinutes(1);

    private LeftOvers() {}

    /** Stops and deletes what nobody holds. */
    static void sweep() {
        sweep(Path.of(System.getProperty("java.io.tmpdir")), Instant.now().minus(SPARED));
    }

    /**
     * Stops and deletes what nobody holds.
     *
     * @param before when a directory must have been made
     */
    static void sweep(Path temporary, Instant before) {
        for (Path dir : directories(temporary, before)) {
            try (var _ = DataDirectory.open(dir)) {
                EmbeddedPostgres.stopLeftOver(dir.resolve("postgres"));
                Directories.delete(dir);
            } catch (StandaloneException | IOException e) {
                LOG.debug("{} is left", dir, e);
            }
        }
    }

    private static List<Path> directories(Path temporary, Instant before) {
        var old = new ArrayList<Path>();
        try (var found = Files.newDirectoryStream(temporary, EmbeddedScratch.DIRECTORY + "*")) {
            for (Path dir : found) {
                if (isOurs(dir) && Files.getLastModifiedTime(dir).toInstant().isBefore(before)) {
                    old.add(dir);
                }
            }
        } catch (IOException e) {
            LOG.debug("{} cannot be looked through", temporary, e);
        }
        return old;
    }

    /** Everybody may make a directory of such a name, with links in it to files of ours. */
    private static boolean isOurs(Path dir) throws IOException {
        return Files.isDirectory(dir, LinkOption.NOFOLLOW_LINKS)
                && Files.getOwner(dir, LinkOption.NOFOLLOW_LINKS).getName().equals(System.getProperty("user.name"));
    }
}
