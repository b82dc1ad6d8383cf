package dev.plangate.checks;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * Where gh-ost is.
 *
 * @param binary the program; empty = it is looked for on the search path
 * @param searchPath directories, divided as PATH is; empty = none
 * @param limit longest dry run; the check's deadline may leave less
 */
public record GhostSettings(Optional<Path> binary, String searchPath, Duration limit) {
    /** One minute. */
    public static final Duration LIMIT = Duration.ofMinutes(1);
    /** There is none. */
    public static final GhostSettings NONE = new GhostSettings(Optional.empty(), "", LIMIT);

    public GhostSettings {
        Objects.requireNonNull(binary, "binary");
        Objects.requireNonNull(searchPath, "searchPath");
    }

    /** The program, if it is there now. */
    Optional<Path> found() {
        return binary.map(Path::toAbsolutePath).or(this::onPath).filter(Files::isExecutable)
                .filter(Files::isRegularFile);
    }

    private Optional<Path> onPath() {
        return Arrays.stream(searchPath.split(File.pathSeparator)).filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, "gh-ost").toAbsolutePath()).filter(Files::isExecutable)
                .filter(Files::isRegularFile).findFirst();
    }

    /** Where it was looked for, for people. */
    String looked() {
        return binary.map(path -> "at " + path + ", as ghost.binary of instances.yaml says")
                .orElse("on the worker's PATH, since instances.yaml has no ghost.binary");
    }
}
