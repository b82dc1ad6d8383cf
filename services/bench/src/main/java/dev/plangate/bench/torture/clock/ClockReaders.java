package dev.plangate.bench.torture.clock;

import com.zaxxer.hikari.HikariDataSource;
import dev.plangate.checks.CheckEngine;
import dev.plangate.contract.Topics;
import dev.plangate.db.Database;
import dev.plangate.pipeline.ServiceProcess;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Time;
import org.postgresql.Driver;

/** The classes of the product, and of the libraries that a worker uses, that ask what time it is. */
public final class ClockReaders {
    /** One class of each module that a worker consists of; that nobody asks there is as it should be. */
    private static final List<Class<?>> PRODUCT = List.of(Topics.class, Database.class, CheckEngine.class,
            ServiceProcess.class);
    /** One class of each library; without those that ask there would be no clock to move, and nothing to see. */
    private static final List<Class<?>> LIBRARIES = List.of(HikariDataSource.class, Driver.class, Time.class,
            MeterRegistry.class);
    private static final String HARNESS = "dev/plangate/bench/";
    /** A class file that has none of these does not ask: most need not be parsed. */
    private static final List<String> SIGNS = List.of("currentTimeMillis", "java/time/", "java/util/Date");

    private ClockReaders() {}

    /**
     * Their names.
     *
     * @throws IllegalStateException when there are none in one of the libraries
     */
    public static SortedSet<String> names() {
        var names = new TreeSet<String>();
        PRODUCT.stream().map(ClockReaders::place).distinct().forEach(place -> names.addAll(of(place)));
        for (Class<?> type : LIBRARIES) {
            List<String> found = of(place(type));
            if (found.isEmpty()) {
                throw new IllegalStateException("nobody in the library of %s asks for the time".formatted(
                        type.getName()));
            }
            names.addAll(found);
        }
        return names;
    }

    private static Path place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> of(Path place) {
        try {
            if (Files.isDirectory(place)) {
                return below(place);
            }
            try (FileSystem jar = FileSystems.newFileSystem(place)) {
                return below(jar.getPath("/"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the classes of " + place, e);
        }
    }

    private static List<String> below(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(name -> name.endsWith(".class") && !name.startsWith(HARNESS)
                            && !name.startsWith("META-INF"))
                    .filter(name -> asks(root.resolve(name)))
                    .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.')).toList();
        }
    }

    private static boolean asks(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            return SIGNS.stream().anyMatch(text::contains) && ClockCalls.in(ClassFile.of().parse(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
