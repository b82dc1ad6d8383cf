package dev.plangate.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    Path dir;

    @Test
    void refusesADirectoryThatIsInUseAndNamesTheProcess() {
        try (var first = DataDirectory.open(dir)) {
            assertThatThrownBy(() -> DataDirectory.open(first.path())).isInstanceOf(StandaloneException.class)
                    .hasMessageContaining("in use by process " + ProcessHandle.current().pid())
                    .hasMessageContaining("--data-dir");
        }
    }

    @Test
    void takesOverFromAProcessThatIsGone() throws Exception {
        // The file of a process that was killed stays, its lock does not.
        Files.writeString(dir.resolve("lock"), "4194305\n");

        try (var taken = DataDirectory.open(dir)) {
            assertThat(Files.readString(taken.path().resolve("lock")).strip())
                    .isEqualTo(Long.toString(ProcessHandle.current().pid()));
        }
    }

    @Test
    void deletesATemporaryOne() throws Exception {
        Path path;
        try (var temporary = DataDirectory.temporary()) {
            path = temporary.path();
            Files.writeString(Files.createDirectories(path.resolve("a/b")).resolve("c"), "");
        }

        assertThat(path).doesNotExist();
    }
}
