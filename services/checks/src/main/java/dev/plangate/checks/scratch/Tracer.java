package dev.plangate.checks.scratch;

import dev.plangate.checks.catalog.Catalog;
import dev.plangate.checks.rule.Running;
import dev.plangate.checks.sql.ParsedSheet;
import dev.plangate.checks.target.BlueprintReader;
import dev.plangate.checks.target.Deadline;
import dev.plangate.checks.target.TargetProblem;
import dev.plangate.checks.target.TargetSession;
import dev.plangate.checks.trace.Blueprint;
import dev.plangate.checks.trace.Trace;
import dev.plangate.checks.trace.TracedStatement;
import dev.plangate.checks.trace.WantedObjects;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Runs scripts on empty clones of their targets and tells what they did there. Thread-safe; blocks, so call it on a virtual thread. */
public final class Tracer {
    private final ScratchServers servers;
    private final ScratchLimits limits;
    private final Semaphore clones;

    public Tracer(ScratchServers servers, ScratchLimits limits) {
        this.servers = servers;
        this.limits = limits;
        this.clones = new Semaphore(limits.clones(), true);
    }

    /**
     * Traces a script. The target is only read.
     *
     * @param catalog of the target, read for what the script names
     * @param deadline after which nobody waits for the trace
     * @return never an exception for what a script or a server does: that is a reason of the trace
     */
    public Trace trace(ParsedSheet.Valid sheet, Running running, Catalog catalog, TargetSession target,
            Deadline deadline) throws InterruptedException {
        try {
            var blueprint = BlueprintReader.read(target, WantedObjects.of(sheet.statements(), catalog));
            return trace(sheet, running, blueprint, deadline);
        } catch (TargetProblem e) {
            return new Trace.None(e.getMessage().replaceFirst("\\.$", ""));
        }
    }

    /** The same for a schema that was read before. */
    public Trace trace(ParsedSheet.Valid sheet, Running running, Blueprint blueprint, Deadline deadline)
            throws InterruptedException {
        var limits = this.limits.within(deadline.left());
        if (!clones.tryAcquire(limits.cloning().toMillis(), TimeUnit.MILLISECONDS)) {
            return new Trace.None("all " + limits.clones() + " clones were in use for " + limits.cloning().toSeconds()
                    + " s: trace again later");
        }
        try {
            var server = servers.of(blueprint.major());
            return server.isEmpty()
                    ? new Trace.None("there is no scratch server of PostgreSQL " + blueprint.major())
                    : trace(new Sessions(server.get()), limits, sheet, running, blueprint);
        } catch (ScratchFailed e) {
            return new Trace.None(e.getMessage());
        } catch (SQLException e) {
            return new Trace.None("the scratch server failed (" + Failures.firstLine(e) + ")");
        } finally {
            clones.release();
        }
    }

    private static Trace trace(Sessions sessions, ScratchLimits limits, ParsedSheet.Valid sheet, Running running,
            Blueprint blueprint) throws SQLException, ScratchFailed {
        try (var admin = sessions.admin(limits.cloning())) {
            int version = admin.getMetaData().getDatabaseMajorVersion();
            if (version != blueprint.major()) {
                throw new ScratchFailed(
                        "the scratch server for PostgreSQL " + blueprint.major() + " is PostgreSQL " + version);
            }
            var made = new Clones(sessions, limits);
            var clone = made.make(admin, blueprint);
            try {
                return run(sessions, limits, clone, sheet, running, blueprint);
            } finally {
                drop(made, admin, clone);
            }
        }
    }

    /** Whoever gave the trace up has interrupted us, and reading from a server then fails on a virtual thread. */
    private static void drop(Clones made, Connection admin, Clones.Clone clone) throws SQLException {
        boolean interrupted = Thread.interrupted();
        try {
            made.drop(admin, clone);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Trace run(Sessions sessions, ScratchLimits limits, Clones.Clone clone, ParsedSheet.Valid sheet,
            Running running, Blueprint blueprint) throws SQLException {
        var reasons = new ArrayList<String>();
        blueprint.missing().forEach(what -> reasons.add("the clone lacks " + what));
        clone.missing().forEach(what -> reasons.add("the clone lacks " + what));
        var script = sheet.statements();
        if (script.size() > limits.statements()) {
            reasons.add("only the first " + limits.statements() + " of " + script.size() + " statements were run");
            script = script.subList(0, limits.statements());
        }
        List<TracedStatement> statements;
        int version;
        try (var connection = sessions.open(clone.database(), clone.role(), clone.password(), limits.trace())) {
            var session = new Verbatim(connection);
            var meta = connection.getMetaData();
            version = meta.getDatabaseMajorVersion() * 10_000 + meta.getDatabaseMinorVersion();
            var run = new ScriptRun(session,
                    new OutsideRun(session, sessions, clone.database(), limits, blueprint.major()));
            Optional<String> ended;
            try (var watch = new Watch(sessions.admin(limits.cloning()), clone, connection, limits)) {
                try {
                    run.run(script, running);
                } catch (SQLException e) {
                    reasons.add("the clone could not be looked at (" + Failures.firstLine(e) + ")");
                }
                ended = watch.reason();
            }
            ended.ifPresent(because -> reasons.add("the trace was ended: " + because));
            reasons.addAll(run.reasons());
            statements = run.statements();
        }
        var traced = new Trace.Run(version, statements, blueprint.sizes());
        return reasons.isEmpty() ? new Trace.Whole(traced) : new Trace.Partly(traced, reasons);
    }
}
