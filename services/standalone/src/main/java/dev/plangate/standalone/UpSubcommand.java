package dev.plangate.standalone;

import dev.plangate.pipeline.Subcommand;
import dev.plangate.pipeline.console.Session;

/** Adds {@code up} to the command line. */
public final class UpSubcommand implements Subcommand {
    @Override
    public Object command(Session session) {
        return new UpCommand(session);
    }
}
