package dev.plangate.pipeline.console.document;

import dev.plangate.pipeline.console.Refusal;
import dev.plangate.pipeline.runtime.ExitCode;
import dev.plangate.v1.ReviewPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads a review policy by itself, written as it stands in a project's settings. */
public final class PolicyFile {
    private PolicyFile() {}

    /**
     * The policy of a file of YAML or JSON.
     *
     * @throws Refusal when it cannot be read or has mistakes, each with its line
     */
    public static ReviewPolicy read(Path file) {
        try {
            return policy(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new Refusal(ExitCode.USAGE, "--policy %s cannot be read: %s".formatted(file, e));
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
