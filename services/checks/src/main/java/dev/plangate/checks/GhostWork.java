package dev.plangate.checks;

import dev.plangate.checks.ghost.DryRunCommand;
import dev.plangate.checks.ghost.DryRunEnd;
import dev.plangate.checks.ghost.DryRunEnd.NotStarted;
import dev.plangate.checks.ghost.GhostRequest;
import dev.plangate.checks.ghost.GhostServer;
import dev.plangate.checks.ghost.GhostTables;
import dev.plangate.checks.ghost.Preflight;
import dev.plangate.checks.ghost.run.GhostProcess;
import dev.plangate.checks.target.Deadline;
import dev.plangate.checks.target.GhostTarget;
import dev.plangate.checks.target.TargetAddress;
import dev.plangate.checks.target.TargetProblem;
import dev.plangate.checks.target.Tidied;
import dev.plangate.checks.target.Timeouts;
import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckType;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks whether gh-ost could carry out a sheet on a MySQL or MariaDB database: asks the server, then has gh-ost try. */
final class GhostWork implements TargetWork {
    /** What is kept of the deadline for removing what a dry run leaves. */
    private static final Duration TIDYING = Duration.ofSeconds(5);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NAME_BYTES = 6;
    private static final int SERVER_IDS = 1_000_000_000;

    private final GhostOutcomes outcomes;
    private final GhostRequest.Wanted wanted;
    private final GhostSettings settings;
    private final Instance instance;
    private final String database;
    private final Timeouts timeouts;
    private final GhostProcess process = new GhostProcess();
    private volatile GhostTarget asked;

    GhostWork(GhostOutcomes outcomes, GhostRequest.Wanted wanted, GhostSettings settings, Instance instance,
            String database, CheckLimits limits) {
        this.outcomes = outcomes;
        this.wanted = wanted;
        this.settings = settings;
        this.instance = instance;
        this.database = database;
        this.timeouts = limits.timeouts();
    }

    @Override
    public void ask(Deadline deadline, Answers answers) throws TargetProblem, IOException {
        TargetAddress address = instance.address(database);
        Preflight preflight;
        try (GhostTarget target = GhostTarget.open(address, timeouts, deadline)) {
            asked = target;
            answers.reached();
            if (answers.unwanted()) {
                return;
            }
            preflight = Preflight.of(target.server(), target.table(wanted.alter().table()), wanted.alter(),
                    wanted.flags(), instance.user(), database);
        }
        var found = new ArrayList<CheckOutcome>(outcomes.preflight(preflight));
        answers.keep(CheckType.GHOST_SYNC, () -> {
            found.addAll(dryRun(preflight, address, deadline));
            return found;
        });
    }

    private List<CheckOutcome> dryRun(Preflight preflight, TargetAddress address, Deadline deadline) {
        Optional<Path> binary = settings.found();
        if (binary.isEmpty()) {
            return List.of(outcomes.noBinary(settings));
        }
        Optional<GhostServer> server = GhostServer.of(instance.url(database));
        Optional<String> against = preflight.against().or(() -> server.isPresent()
                ? Optional.empty()
                : Optional.of(
                        "the instance's url names several hosts, or encrypts in a way that gh-ost has no flags for."));
        if (against.isPresent()) {
            return List.of(outcomes.leftOut(against.get()));
        }
        Duration limit = settings.limit().compareTo(deadline.left().minus(TIDYING)) < 0
                ? settings.limit()
                : deadline.left().minus(TIDYING);
        if (!limit.isPositive()) {
            return List.of(outcomes.dryRun(new NotStarted("The deadline of the check left no time for it."), null));
        }
        var random = new byte[NAME_BYTES];
        RANDOM.nextBytes(random);
        var command = new DryRunCommand(server.get(), database, wanted.alter(), wanted.flags(),
                GhostTables.ofADryRun(random), DryRunCommand.LOWEST_SERVER_ID + RANDOM.nextInt(SERVER_IDS));
        DryRunEnd end = process.run(binary.get(), command, instance.user(), address.password(), limit);
        return List.of(outcomes.dryRun(end, new GhostOutcomes.Ran(command, tidied(address, command.tables()))));
    }

    /** On a thread of its own that nobody interrupts: also after a check that was given up the tables have to go. */
    private Tidied tidied(TargetAddress address, GhostTables tables) {
        var found = new Tidied[1];
        Thread tidying = Thread.ofVirtual().name("gh-ost-tidy").start(() -> {
            try (GhostTarget target = GhostTarget.open(address, timeouts, Deadline.in(TIDYING))) {
                found[0] = target.tidy(tables);
            } catch (TargetProblem e) {
                found[0] = new Tidied(List.of(), tables.names(), e.getMessage());
            }
        });
        boolean interrupted = false;
        while (tidying.isAlive()) {
            try {
                tidying.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return found[0] == null ? new Tidied(List.of(), tables.names(), "Looking for them failed.") : found[0];
    }

    @Override
    public void giveUp() {
        process.stop();
        var target = asked;
        if (target != null) {
            target.giveUp();
        }
    }
}
