package dev.plangate.pipeline.console.document;

import dev.plangate.pipeline.console.Refusal;
import dev.plangate.pipeline.runtime.ExitCode;
import dev.plangate.v1.ReviewPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** A review policy by itself: one that is built in, or a file that is written as it stands in a project's settings. */
public final class PolicyFile {
    private PolicyFile() {}

    /**
     * The policy that is built in under a name, else the one of a file of YAML or JSON. A built-in name goes before a file in the directory, so that a call
     * means the same wherever it is made.
     *
     * @param policy {@code strict}, {@code relaxed} or a path
     * @throws Refusal when it cannot be read or has mistakes, each with its line
     */
    public static ReviewPolicy named(String policy) {
        return switch (policy.toLowerCase(Locale.ROOT)) {
            case "strict" -> ReviewPolicy.newBuilder().setBase(ReviewPolicy.Base.STRICT).build();
            case "relaxed" -> ReviewPolicy.newBuilder().setBase(ReviewPolicy.Base.RELAXED).build();
            default -> read(policy);
        };
    }

    private static ReviewPolicy read(String file) {
        try {
            return policy(file, Files.readString(Path.of(file)));
        } catch (IOException | InvalidPathException e) {
            throw new Refusal(ExitCode.USAGE,
                    "--policy %s cannot be read: %s%nIt is strict, relaxed or a file.".formatted(file, e));
        }
    }

    private static ReviewPolicy policy(String file, String text) {
        var reader = new MessageReader(file);
        var policy = ReviewPolicy.newBuilder();
        try {
            var settings = LoadSettings.builder().setLabel(file).setUseMarks(true).build();
            new Compose(settings).composeString(text).ifPresent(root -> reader.read(root, policy, "", Set.of()));
        } catch (MarkedYamlEngineException e) {
            Position at = e.getProblemMark().or(e::getContextMark).map(Position::of).orElse(Position.START);
            throw refused(List.of(new Mistake(file, at, "", "is not YAML: " + e.getProblem())));
        } catch (YamlEngineException e) {
            throw refused(List.of(new Mistake(file, Position.START, "", "is not YAML: " + e.getMessage())));
        }
        if (reader.mistakes().isEmpty()) {
            Rules.check(policy.build(), reader);
        }
        if (!reader.mistakes().isEmpty()) {
            throw refused(reader.mistakes());
        }
        return policy.build();
    }

    private static Refusal refused(List<Mistake> mistakes) {
        return new Refusal(ExitCode.USAGE,
                mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n")) + "\nNothing was checked.");
    }
}
