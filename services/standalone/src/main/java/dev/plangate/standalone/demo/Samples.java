package dev.plangate.standalone.demo;

import dev.plangate.pipeline.console.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** The sample documents, as the repository has them. */
final class Samples {
    private Samples() {}

    /** Copies samples into a directory, each with what the demo adds to it; their paths. */
    static List<String> unpack(List<String> names, Path dir, UnaryOperator<String> edit) {
        try {
            Files.createDirectories(dir);
            for (var name : names) {
                try (var stream = Session.class.getResourceAsStream("/samples/" + name + ".yaml")) {
                    Files.writeString(file(name, dir),
                            edit.apply(new String(stream.readAllBytes(), StandardCharsets.UTF_8)));
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
