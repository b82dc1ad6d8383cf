package dev.plangate.bench;

import dev.plangate.bench.history.VerifyHistoryCommand;
import dev.plangate.pipeline.Subcommand;
import dev.plangate.pipeline.console.Session;

/** Adds {@code plangate verify-history}. */
public final class VerifyHistorySubcommand implements Subcommand {
    @Override
    public Object command(Session session) {
        return new VerifyHistoryCommand();
    }
}
