package dev.plangate.standalone.scratch;

import dev.plangate.standalone.DataDirectory;
import dev.plangate.standalone.Directories;
import dev.plangate.standalone.StandaloneException;
import dev.plangate.standalone.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Scratch servers of processes that were killed and so stopped nothing: the next one does. */
final class LeftOvers {
    private static final Logger LOG = LoggerFactory.getLogger(LeftOvers.class);
    /** Younger directories may be on their way to their lock. */
    private static final Duration SPARED = Duration.ofMinutes(1);

    private LeftOvers() {}

    /** Stops and deletes what nobody holds. What cannot be deleted, as that of another user, is left. */
    static void sweep() {
        sweep(Path.of(System.getProperty("java.io.tmpdir")), SPARED);
    }

    static void sweep(Path temporary, Duration spared) {
        for (Path dir : directories(temporary, spared)) {
            try (var _ = DataDirectory.open(dir)) {
                EmbeddedPostgres.stopLeftOver(dir.resolve("postgres"));
                Directories.delete(dir);
            } catch (StandaloneException | IOException e) {
                LOG.debug("{} is left", dir, e);
            }
        }
    }

    private static List<Path> directories(Path temporary, Duration spared) {
        var newest = System.currentTimeMillis() - spared.toMillis();
        try (var found = Files.newDirectoryStream(temporary, EmbeddedScratch.DIRECTORY + "*")) {
            var old = new java.util.ArrayList<Path>();
            for (Path dir : found) {
                if (Files.getLastModifiedTime(dir).toMillis() <= newest) {
                    old.add(dir);
                }
            }
            return old;
        } catch (IOException e) {
            LOG.debug("{} cannot be looked through", temporary, e);
            return List.of();
        }
    }
}
