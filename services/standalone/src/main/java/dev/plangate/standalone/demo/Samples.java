package dev.plangate.standalone.demo;

import dev.plangate.pipeline.console.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The sample documents, as the repository has them. */
final class Samples {
    private Samples() {}

    /** Copies samples into a directory; their paths. */
    static List<String> unpack(List<String> names, Path dir) {
        try {
            Files.createDirectories(dir);
            for (var name : names) {
                try (var stream = Session.class.getResourceAsStream("/samples/" + name + ".yaml")) {
                    Files.write(file(name, dir), stream.readAllBytes());
                }
            }
            return names.stream().map(name -> file(name, dir).toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the samples cannot be unpacked into " + dir, e);
        }
    }

    private static Path file(String name, Path dir) {
        return dir.resolve(name + ".yaml");
    }
}
