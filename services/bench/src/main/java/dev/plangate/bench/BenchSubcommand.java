package dev.plangate.bench;

import dev.plangate.pipeline.Subcommand;
import dev.plangate.pipeline.console.Session;

/** Adds {@code plangate bench}. */
public final class BenchSubcommand implements Subcommand {
    @Override
    public Object command(Session session) {
        return new BenchCommand();
    }
}
