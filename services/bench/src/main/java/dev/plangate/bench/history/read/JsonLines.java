package dev.plangate.bench.history.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Files of one JSON object per line, read one line at a time. Notes what is wrong and goes on, so that all is told at once. */
final class JsonLines {
    /** Problems that are told. */
    private static final int ENOUGH = 20;
    private static final ObjectReader JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build().reader();

    private final Path directory;
    private final List<String> problems = new ArrayList<>();

    JsonLines(Path directory) {
        this.directory = directory;
    }

    List<String> problems() {
        return problems;
    }

    /** A file that has to be there. */
    void read(String file, Consumer<Fields> line) {
        if (!readIfThere(file, line)) {
            problems.add(file + ": missing; a history holds it, be it empty");
        }
    }

    /** Whether there is such a file. */
    boolean readIfThere(String file, Consumer<Fields> line) {
        Path path = directory.resolve(file);
        if (!Files.isRegularFile(path)) {
            return false;
        }
        int number = 0;
        try (BufferedReader reader = Files.newBufferedReader(path)) {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                number++;
                one(file + ":" + number, text, line);
                if (problems.size() >= ENOUGH) {
                    throw new UnreadableHistory(problems);
                }
            }
        } catch (IOException e) {
            problems.add("%s: cannot be read behind line %d: %s".formatted(file, number, e));
        }
        return true;
    }

    /** A file that is one object, over any number of lines. */
    void whole(String file, Consumer<Fields> content) {
        try {
            one(file, Files.readString(directory.resolve(file)), content);
        } catch (IOException e) {
            problems.add("%s: cannot be read: %s".formatted(file, e));
        }
    }

    private void one(String where, String text, Consumer<Fields> line) {
        try {
            line.accept(new Fields(JSON.readTree(text)));
        } catch (JsonProcessingException e) {
            problems.add("%s: not JSON: %s".formatted(where, e.getOriginalMessage()));
        } catch (IllegalArgumentException e) {
            problems.add(where + ": " + e.getMessage());
        }
    }
}
