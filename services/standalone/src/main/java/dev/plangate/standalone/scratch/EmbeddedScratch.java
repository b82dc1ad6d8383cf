package dev.plangate.standalone.scratch;

import dev.plangate.checks.scratch.ScratchFailed;
import dev.plangate.checks.scratch.ScratchServer;
import dev.plangate.pipeline.ScratchStarter;
import dev.plangate.standalone.DataDirectory;
import dev.plangate.standalone.StandaloneException;
import dev.plangate.standalone.postgres.EmbeddedPostgres;
import dev.plangate.standalone.postgres.EmbeddedPostgres.Durability;
import dev.plangate.standalone.postgres.MemoryLimit;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Consumer;

/** Scratch servers of the version that the embedded Postgres is, in temporary directories. They are gone when the command ends, also by Ctrl-C. */
public final class EmbeddedScratch implements ScratchStarter {
    /** Begins the name of each directory. */
    static final String DIRECTORY = "plangate-scratch-";
    /** Of each process: what is traced has one. A server of this size starts with a fifth of it. */
    private static final MemoryLimit MEMORY = new MemoryLimit(1024);

    /** Small, and without what somebody else could use up: nothing on it is to survive, and one session works at a time. */
    private static final Map<String, String> SETTINGS = Map.ofEntries(Map.entry("shared_buffers", "16MB"),
            Map.entry("max_connections", "40"), Map.entry("fsync", "off"), Map.entry("full_page_writes", "off"),
            Map.entry("synchronous_commit", "off"), Map.entry("autovacuum", "off"), Map.entry("wal_level", "minimal"),
            Map.entry("max_wal_senders", "0"), Map.entry("max_wal_size", "64MB"),
            Map.entry("max_worker_processes", "0"), Map.entry("max_parallel_workers", "0"),
            Map.entry("max_prepared_transactions", "0"), Map.entry("io_method", "sync"),
            Map.entry("client_connection_check_interval", "1s"));

    @Override
    public Started start(int major, Consumer<String> progress) throws ScratchFailed {
        try {
            int bundled = EmbeddedPostgres.major();
            if (bundled != major) {
                throw new ScratchFailed("the target is PostgreSQL %d, and the programs at hand are of %d: %s"
                        .formatted(major, bundled, ScratchStarter.elsewhere(major)));
            }
            LeftOvers.sweep();
            progress.accept("Starting an empty PostgreSQL " + major + " for the trace");
            return new Running();
        } catch (StandaloneException | UncheckedIOException e) {
            throw new ScratchFailed("no scratch server can be started here (%s): %s".formatted(firstLine(e),
                    ScratchStarter.elsewhere(major)), e);
        }
    }

    private static String firstLine(RuntimeException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /** A server with its directory. */
    private static final class Running implements Started {
        private final Thread atExit = Thread.ofPlatform().name("scratch-stop").unstarted(this::stop);
        private DataDirectory directory;
        private EmbeddedPostgres postgres;

        /** Whoever ends the process meanwhile waits for the start, and then stops what was started. */
        private synchronized void start() {
            Runtime.getRuntime().addShutdownHook(atExit);
            directory = DataDirectory.temporary(DIRECTORY);
            postgres = EmbeddedPostgres.start(directory.path().resolve("postgres"), 0, Durability.TEMPORARY, SETTINGS,
                    MEMORY);
        }

        private Running() {
            try {
                start();
            } catch (RuntimeException e) {
                close();
                throw e;
            }
        }

        @Override
        public ScratchServer server() {
            return new ScratchServer(postgres.jdbcUrl("{database}"), EmbeddedPostgres.USER, postgres.password());
        }

        private synchronized void stop() {
            try (var _ = directory; var _ = postgres) {
                directory = null;
                postgres = null;
            }
        }

        @Override
        public void close() {
            stop();
            try {
                Runtime.getRuntime().removeShutdownHook(atExit);
            } catch (IllegalStateException e) {
                // the process is ending, and has run it
            }
        }
    }
}
