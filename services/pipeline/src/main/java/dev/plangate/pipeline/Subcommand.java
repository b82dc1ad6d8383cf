package dev.plangate.pipeline;

import dev.plangate.pipeline.console.Session;

/** A command that another module adds; found by {@link java.util.ServiceLoader}. */
public interface Subcommand {
    /** An object that picocli runs: annotated with {@code @Command}, a {@code Callable<Integer>} of the exit code. */
    Object command(Session session);
}
