package dev.plangate.pipeline.console;

import picocli.CommandLine;

/** What is asked about rollouts, below the command that runs the service of that name. */
public final class RolloutsCommand {
    private RolloutsCommand() {}

    /** Adds them. */
    public static void extend(CommandLine rollouts, Session session) {
        rollouts.addSubcommand(new RolloutsListCommand(session)).addSubcommand(new RolloutsCreateCommand(session));
    }
}
