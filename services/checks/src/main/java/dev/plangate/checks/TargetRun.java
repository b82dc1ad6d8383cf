package dev.plangate.checks;

import dev.plangate.checks.catalog.Catalog;
import dev.plangate.checks.rule.Mentions;
import dev.plangate.checks.sql.ParsedSheet;
import dev.plangate.checks.target.CatalogReader;
import dev.plangate.checks.target.Deadline;
import dev.plangate.checks.target.TargetAddress;
import dev.plangate.checks.target.TargetProblem;
import dev.plangate.checks.target.TargetSession;
import dev.plangate.checks.target.Timeouts;
import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckType;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of a job that needs its target: one connection, the catalog, each type of check. It runs on a thread of its own, so that whoever asked gets an answer
 * at the deadline even if the network does not.
 */
final class TargetRun {
    private static final Logger LOG = LoggerFactory.getLogger(TargetRun.class);

    private final Outcomes outcomes;
    private final PostgresChecks checks;
    private final Instance instance;
    private final String database;
    private final ParsedSheet.Valid sheet;
    private final List<CheckType> types;
    private final CheckLimits limits;
    private final Deadline deadline;
    private final Map<CheckType, List<CheckOutcome>> done = new ConcurrentHashMap<>();
    private final AtomicReference<TargetSession> session = new AtomicReference<>();

    TargetRun(Outcomes outcomes, PostgresChecks checks, Instance instance, String database, ParsedSheet.Valid sheet,
            List<CheckType> types, CheckLimits limits,
            Deadline deadline) {
        this.outcomes = outcomes;
        this.checks = checks;
        this.instance = instance;
        this.database = database;
        this.sheet = sheet;
        this.types = types;
        this.limits = limits;
        this.deadline = deadline;
    }

    Instance instance() {
        return instance;
    }

    Deadline deadline() {
        return deadline;
    }

    /**
     * Runs, at most until the deadline.
     *
     * @param ended is called when the target is left alone, which can be a moment after this returns
     */
    Map<CheckType, List<CheckOutcome>> within(ExecutorService threads, Runnable ended) throws InterruptedException {
        Future<?> run;
        try {
            run = threads.submit(() -> {
                try {
                    run();
                } finally {
                    ended.run();
                }
            });
        } catch (RejectedExecutionException e) {
            ended.run();
            return missing(
                    type -> outcomes.error(type, Codes.CHECK_FAILED, "Check failed", "The check engine was closed."));
        }
        try {
            run.get(Math.max(deadline.left().toNanos(), 0), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // answered before the connection is cut, so that the cut itself is not taken for the target's answer
            var answer = timedOut(
                    "The " + database + " database of instance " + instance.name() + " was still being asked.");
            giveUp(run);
            return answer;
        } catch (InterruptedException e) {
            giveUp(run);
            throw e;
        } catch (ExecutionException e) {
            LOG.error("the checks of a target failed", e.getCause());
            return missing(type -> failed(type, e.getCause()));
        }
        return missing(type -> outcomes.error(type, Codes.CHECK_FAILED, "Check failed",
                "The check was given up: the check engine is closing."));
    }

    /** What was done, and a time-out for the rest. */
    Map<CheckType, List<CheckOutcome>> timedOut(String why) {
        return missing(type -> outcomes.timedOut(type, why));
    }

    private Map<CheckType, List<CheckOutcome>> missing(java.util.function.Function<CheckType, CheckOutcome> outcome) {
        var all = new HashMap<>(done);
        types.forEach(type -> all.computeIfAbsent(type, missing -> List.of(outcome.apply(missing))));
        return all;
    }

    private void giveUp(Future<?> run) {
        var open = session.get();
        if (open != null) {
            open.abort();
        }
        run.cancel(true);
    }

    private void run() {
        try (TargetSession opened = TargetSession.open(address(),
                new Timeouts(limits.connect(), limits.lock(), limits.statement()), deadline)) {
            session.set(opened);
            Catalog catalog = CatalogReader.read(opened, Mentions.of(sheet.statements()));
            types.forEach(type -> done.put(type, check(type, opened, catalog)));
        } catch (TargetProblem e) {
            if (!Thread.currentThread().isInterrupted()) {
                LOG.warn("{}", e.getMessage());
            }
            types.forEach(type -> done.computeIfAbsent(type, missing -> List.of(problem(missing, e))));
        } catch (IOException e) {
            types.forEach(type -> done.put(type,
                    List.of(outcomes.error(type, Codes.LOGIN_REFUSED, "Target cannot be used",
                            "The file that passwordFile of instance " + instance.name() + " names cannot be read: "
                                    + e.getMessage() + "."))));
        }
    }

    private TargetAddress address() throws IOException {
        return new TargetAddress(instance.name(), database, instance.url(database), instance.user(),
                instance.secret().reveal());
    }

    private List<CheckOutcome> check(CheckType type, TargetSession opened, Catalog catalog) {
        try {
            return checks.onTarget(type, sheet, catalog, opened, database);
        } catch (RuntimeException | Error e) {
            LOG.error("{} of {} failed", type, outcomes.job().target(), e);
            return List.of(failed(type, e));
        }
    }

    private CheckOutcome failed(CheckType type, Throwable thrown) {
        return outcomes.error(type, Codes.CHECK_FAILED, "Check failed",
                "The check itself failed, which says nothing about the SQL (" + thrown.getClass().getSimpleName()
                        + "): see the worker's log, and check again.");
    }

    private CheckOutcome problem(CheckType type, TargetProblem e) {
        int code = switch (e.kind()) {
            case LOGIN_REFUSED -> Codes.LOGIN_REFUSED;
            case UNREACHABLE -> Codes.UNREACHABLE;
            case NO_DATABASE -> Codes.NO_DATABASE;
            case OTHER -> Codes.TARGET_FAILED;
        };
        return outcomes.error(type, code, "Target cannot be used", e.getMessage());
    }
}
