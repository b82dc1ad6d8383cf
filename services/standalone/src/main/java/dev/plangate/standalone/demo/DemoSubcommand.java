package dev.plangate.standalone.demo;

import dev.plangate.pipeline.Subcommand;
import dev.plangate.pipeline.console.Session;

/** Adds {@code demo} to the command line. */
public final class DemoSubcommand implements Subcommand {
    @Override
    public Object command(Session session) {
        return new DemoCommand(session);
    }
}
