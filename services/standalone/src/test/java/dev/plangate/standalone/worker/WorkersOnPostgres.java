package dev.plangate.standalone.worker;

import dev.plangate.standalone.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A Postgres for a class of tests, and a world for each of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WorkersOnPostgres {
    /** Leases that no test outlives: what moves on before has been handed on. */
    static final Map<String, String> LONG_LEASE = Map.of("worker.lease", "10m", "worker.heartbeat", "1m",
            "worker.slice.size", "10");

    private EmbeddedPostgres postgres;
    private int worlds;
    WorkerWorld world;

    @BeforeAll
    void startPostgres(@TempDir Path dir) {
        postgres = EmbeddedPostgres.start(dir, 0, EmbeddedPostgres.Durability.TEMPORARY, Map.of());
    }

    @AfterAll
    void stopPostgres() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void open(TestInfo test) throws SQLException {
        world = new WorkerWorld(postgres, "w%d_%s".formatted(++worlds,
                test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT)));
    }

    @AfterEach
    void close() {
        world.close();
    }
}
