package dev.plangate.bench.zombie;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Promise 2, with processes that are really stopped; and the comparison sees a queue that does not keep it. Alone, since its leases are short. */
@Isolated
class ZombieIT {
    @TempDir
    private Path directory;

    private Arena arena;

    @BeforeEach
    void start() {
        arena = new Arena(directory);
    }

    @AfterEach
    void stop() {
        arena.close();
    }

    /** Trap 21: completion by id alone accepts the result of a worker that was taken over. */
    @Test
    void theTextbookAcceptsTheStaleResult() throws Exception {
        Outcome seen = arena.run(Kind.TEXTBOOK);

        assertThat(seen.staleAccepted()).as(seen.toString()).isTrue();
        assertThat(seen.before()).contains("result of B");
        assertThat(seen.after()).contains("result of A");
    }

    /** Trap 21: a worker that was taken over completes nothing. */
    @Test
    void plangateRefusesTheStaleResult() throws Exception {
        Outcome seen = arena.run(Kind.PLANGATE);

        assertThat(seen.staleAccepted()).as(seen.toString()).isFalse();
        assertThat(seen.stale()).anyMatch(line -> line.startsWith("REFUSED"));
        assertThat(seen.executions()).isEqualTo(2);
        assertThat(seen.after()).isEqualTo(seen.before()).contains("result of B");
    }
}
