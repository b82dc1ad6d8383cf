package dev.plangate.bench.torture.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A class that is woven takes the moved clock for the time, however it asks. */
final class MovedClockTest {
    @TempDir
    Path dir;

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1})
    void everyWayToAskAnswersTheMovedTime(long hours) throws IOException, InterruptedException {
        Duration moved = Duration.ofHours(hours);
        long before = System.currentTimeMillis();

        List<String> told = told(moved);

        long after = System.currentTimeMillis();
        assertThat(told).hasSize(WaysToAsk.NUMBER)
                .allSatisfy(time -> assertThat(Long.parseLong(time) - moved.toMillis())
                        // The JDK cuts some of them off at the millisecond.
                        .isBetween(before - 1, after));
    }

    /** What a process says whose class is woven. */
    private List<String> told(Duration moved) throws IOException, InterruptedException {
        String file = WaysToAsk.class.getName().replace('.', '/') + ".class";
        Path woven = dir.resolve(file);
        Files.createDirectories(woven.getParent());
        try (InputStream in = WaysToAsk.class.getClassLoader().getResourceAsStream(file)) {
            Files.write(woven, ClockCalls.moved(ClassFile.of().parse(in.readAllBytes())));
        }
        Path out = dir.resolve("told");
        var process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-D%s=%d".formatted(MovedClock.PROPERTY, moved.toMillis()), "-cp",
                dir + ":" + MovedClock.class.getProtectionDomain().getCodeSource().getLocation().getPath(),
                WaysToAsk.class.getName()).redirectError(ProcessBuilder.Redirect.INHERIT).redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor()).isZero();
        return Files.readAllLines(out);
    }

    @Test
    void libraryClassesAreAmongThoseThatAsk() {
        assertThat(ClockReaders.names()).contains("org.apache.kafka.common.utils.SystemTime",
                "com.zaxxer.hikari.util.ClockSource$MillisecondClockSource", "io.micrometer.core.instrument.Clock$1");
    }
}
