package dev.plangate.topology.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanStopTest {
    @TempDir
    Path dir;

    @Test
    void isSaidOnceByWhoStoppedLast() {
        var stopped = new CleanStop(dir.resolve("new").resolve("plangate-gate.stopped"));

        assertThat(stopped.wasClean()).isFalse();
        stopped.clean();
        assertThat(stopped.wasClean()).isTrue();
        assertThat(stopped.wasClean()).isFalse();
    }

    @Test
    void saysWhatCannotBeWritten() throws IOException {
        Path file = Files.writeString(dir.resolve("file"), "");

        assertThatThrownBy(() -> new CleanStop(file.resolve("plangate-gate.stopped")).clean())
                .isInstanceOf(UncheckedIOException.class).hasMessageContaining("state directory");
    }
}
