package dev.plangate.bench.torture.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomesTest {
    @TempDir
    Path cache;

    @Test
    void theOldestGoUnlessSomebodyUsesThem() throws IOException {
        Path ours = Homes.use(cache, "ours");
        for (int age = 1; age <= 8; age++) {
            Path home = Files.createDirectories(cache.resolve("old-" + age));
            Files.writeString(home.resolve("classes.jar"), "x");
            Files.setLastModifiedTime(home, FileTime.fromMillis(1_000_000 - age));
        }
        Files.setLastModifiedTime(ours, FileTime.fromMillis(0));

        Homes.use(cache, "next");

        assertThat(names()).containsExactly("next", "old-1", "old-2", "old-3", "old-4", "ours");
    }

    @Test
    void oneThatAnotherProcessUsesStays() throws IOException, InterruptedException {
        Path home = Files.createDirectories(cache.resolve("theirs"));
        Files.createFile(home.resolve("in-use"));
        Process other = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Holder.class.getName(), home.resolve("in-use").toString()).start();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("locked");
            Files.setLastModifiedTime(home, FileTime.fromMillis(0));
            for (int i = 0; i < 6; i++) {
                Files.createDirectories(cache.resolve("old-" + i));
            }

            Homes.use(cache, "ours");

            assertThat(names()).contains("theirs").hasSize(6);
        } finally {
            other.destroy();
            other.waitFor();
        }
    }

    @Test
    void manyMayBeginAtOnce() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (Future<?> use : threads.invokeAll(IntStream.range(0, 100)
                    .mapToObj(i -> Executors.callable(() -> use("home-" + i % 20))).toList())) {
                use.get();
            }
        }
        assertThat(names()).hasSize(20);
    }

    private void use(String name) {
        try {
            assertThat(Homes.use(cache, name)).isDirectory();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> homes = Files.list(cache)) {
            return homes.map(home -> home.getFileName().toString()).sorted().toList().stream();
        }
    }

    /** Another run: locks, says so, and waits for its end. */
    static final class Holder {
        public static void main(String[] args) throws IOException {
            try (var channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.READ, StandardOpenOption.WRITE);
                    var lock = channel.lock(0, Long.MAX_VALUE, true)) {
                System.out.println(lock.isValid() ? "locked" : "not locked");
                System.in.read();
            }
        }
    }
}
