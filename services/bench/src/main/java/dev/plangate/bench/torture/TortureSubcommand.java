package dev.plangate.bench.torture;

import dev.plangate.pipeline.Subcommand;
import dev.plangate.pipeline.console.Session;

/** Adds {@code plangate torture}. */
public final class TortureSubcommand implements Subcommand {
    @Override
    public Object command(Session session) {
        return new TortureCommand();
    }
}
