package dev.plangate.checks;

import dev.plangate.checks.Reachability.Contact;
import dev.plangate.checks.ghost.Directive;
import dev.plangate.checks.ghost.GhostRequest;
import dev.plangate.checks.mysql.MySqlParser;
import dev.plangate.checks.mysql.MySqlSheet;
import dev.plangate.checks.scratch.ScratchLimits;
import dev.plangate.checks.scratch.Tracer;
import dev.plangate.checks.sql.Dialect;
import dev.plangate.checks.sql.ParsedSheet;
import dev.plangate.checks.sql.SheetParser;
import dev.plangate.checks.target.Deadline;
import dev.plangate.checks.target.TargetSession;
import dev.plangate.contract.DatabaseName;
import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckType;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Checks sheets on the databases of known instances. */
final class TargetCheckEngine implements CheckEngine {
    /** How long closing waits for targets to be left alone; stopping one takes half of it at most. */
    private static final Duration CLOSING = TargetSession.CANCELING.multipliedBy(2);

    private final Instances instances;
    private final CheckLimits limits;
    private final SheetParser parser;
    private final MySqlParser mySqlParser;
    private final Map<String, Semaphore> slots = new ConcurrentHashMap<>();
    private final Contacts contacts = new Contacts(System::nanoTime);
    private final Set<TargetRun> running = ConcurrentHashMap.newKeySet();
    private final ThreadFactory threads = Thread.ofVirtual().name("check-", 0).factory();
    private final Tracer tracer;
    private volatile boolean closed;

    TargetCheckEngine(Instances instances, CheckLimits limits) {
        this.instances = instances;
        this.limits = limits;
        this.parser = new SheetParser(limits.sheetBytes(), limits.cachedText(), limits.parsers());
        this.mySqlParser = new MySqlParser(limits.sheetBytes(), limits.cachedText(), limits.parsers());
        this.tracer = new Tracer(instances.scratch(), ScratchLimits.DEFAULT);
    }

    @Override
    public List<CheckOutcome> check(CheckJob job) throws InterruptedException {
        return check(job, Admission.FREE);
    }

    @Override
    public List<CheckOutcome> check(CheckJob job, Admission admission) throws InterruptedException {
        var outcomes = new Outcomes(job);
        DatabaseName name;
        try {
            name = DatabaseName.parse(job.target());
        } catch (IllegalArgumentException e) {
            return forAll(job,
                    type -> outcomes.error(type, Codes.NOT_A_DATABASE, "Target is no database", e.getMessage()));
        }
        var found = instances.find(name.instance());
        if (found.isEmpty()) {
            return forAll(job, type -> outcomes.error(type, Codes.UNKNOWN_INSTANCE, "Instance is not known",
                    "The worker's instances.yaml has no instance " + name.instance()
                            + ": add it there, or correct the plan's target."));
        }
        Instance instance = found.get();
        if (!instance.allows(job.project())) {
            return forAll(job, type -> outcomes.error(type, Codes.PROJECT_NOT_ALLOWED,
                    "Project may not use the instance", "Instance " + instance.name()
                            + " is closed to " + job.project()
                            + ": add the project to the instance's projects in instances.yaml, or correct the plan's target."));
        }
        return switch (instance.engine()) {
            case POSTGRES -> postgres(job, outcomes, instance, name.database(), admission);
            case MYSQL, MARIADB -> mysql(job, outcomes, instance, name.database(), admission);
            case ORACLE, MSSQL, SQLITE -> forAll(job, type -> notSupported(outcomes, instance, type));
        };
    }

    private static CheckOutcome notSupported(Outcomes outcomes, Instance instance, CheckType type) {
        return outcomes.error(type, Codes.ENGINE_NOT_SUPPORTED, "Engine is not supported",
                "engine " + instance.engine() + " is not supported yet: POSTGRES, MYSQL and MARIADB are.");
    }

    private List<CheckOutcome> mysql(CheckJob job, Outcomes outcomes, Instance instance, String database,
            Admission admission) throws InterruptedException {
        var results = new EnumMap<CheckType, List<CheckOutcome>>(CheckType.class);
        var types = new TreeSet<>(job.types());
        types.remove(CheckType.GHOST_SYNC);
        if (!types.isEmpty()) {
            results.putAll(statements(job, outcomes, instance, database, List.copyOf(types), admission));
        }
        results.putAll(ghost(job, outcomes, instance, database, admission));
        return ordered(results);
    }

    /** What is asked of the sheet's statements on MySQL and MariaDB. */
    private Map<CheckType, List<CheckOutcome>> statements(CheckJob job, Outcomes outcomes, Instance instance,
            String database, List<CheckType> types, Admission admission) throws InterruptedException {
        var results = new EnumMap<CheckType, List<CheckOutcome>>(CheckType.class);
        var checks = new MySqlChecks(outcomes, limits,
                instance.scratchSchema().filter(schema -> !schema.equalsIgnoreCase(database)));
        MySqlSheet sheet;
        try {
            sheet = mySqlParser.parse(instance.engine() == Engine.MYSQL ? Dialect.MYSQL : Dialect.MARIADB,
                    job.sheetSha256(), job.sql(), limits.parse());
        } catch (TimeoutException e) {
            types.forEach(type -> results.put(type, List.of(outcomes.notParsedInTime(type, limits.parse()))));
            return results;
        }
        var open = new TreeSet<CheckType>();
        for (CheckType type : types) {
            if (type != CheckType.STATEMENT_ADVISE && type != CheckType.STATEMENT_SUMMARY_REPORT) {
                results.put(type, List.of(outcomes.unknownType(type)));
            } else if (sheet instanceof MySqlSheet.Refused(var why)) {
                results.put(type, List.of(checks.refused(type, why)));
            } else {
                open.add(type);
            }
        }
        if (!open.isEmpty() && sheet instanceof MySqlSheet.Valid valid) {
            var asked = List.copyOf(open);
            var work = checks.work(instance, database, valid, asked);
            results.putAll(onTarget(new TargetRun(outcomes, work, instance, database, asked), admission));
        }
        return results;
    }

    /** What gh-ost would do, where the plan or the sheet asks for it. */
    private Map<CheckType, List<CheckOutcome>> ghost(CheckJob job, Outcomes outcomes, Instance instance,
            String database, Admission admission) throws InterruptedException {
        var results = new EnumMap<CheckType, List<CheckOutcome>>(CheckType.class);
        var words = new GhostOutcomes(outcomes);
        boolean enabled = job.types().contains(CheckType.GHOST_SYNC);
        if (job.sql().length() > limits.sheetBytes()) {
            if (enabled) {
                results.put(CheckType.GHOST_SYNC, List.of(words.tooLarge(limits.sheetBytes())));
            }
            return results;
        }
        switch (GhostRequest.of(job.sql(), enabled, job.ghostFlags(), database)) {
            case GhostRequest.NotWanted _ -> {
                // neither plan nor sheet asks for it
            }
            case GhostRequest.Wrong(var mistakes) -> results.put(CheckType.GHOST_SYNC, words.mistakes(mistakes));
            case GhostRequest.Wanted wanted -> {
                var work = new GhostWork(words, wanted, instances.ghost(), instance, database, limits);
                results.putAll(onTarget(new TargetRun(outcomes, work, instance, database,
                        List.of(CheckType.GHOST_SYNC)), admission));
            }
        }
        return results;
    }

    private static List<CheckOutcome> ordered(Map<CheckType, List<CheckOutcome>> results) {
        return new TreeMap<>(results).values().stream().flatMap(List::stream).toList();
    }

    private static List<CheckOutcome> forAll(CheckJob job, Function<CheckType, CheckOutcome> outcome) {
        return new TreeSet<>(job.types()).stream().map(outcome).toList();
    }

    private List<CheckOutcome> postgres(CheckJob job, Outcomes outcomes, Instance instance, String database,
            Admission admission) throws InterruptedException {
        var results = new EnumMap<CheckType, List<CheckOutcome>>(CheckType.class);
        var checks = new PostgresChecks(outcomes, limits,
                instance.trace() ? Optional.of(tracer) : Optional.empty());
        ParsedSheet sheet;
        try {
            sheet = parser.parse(job.sheetSha256(), job.sql(), limits.parse());
        } catch (TimeoutException e) {
            return forAll(job, type -> outcomes.notParsedInTime(type, limits.parse()));
        }
        if (Directive.isIn(job.sql())) {
            checks.withoutTarget(CheckType.GHOST_SYNC, sheet)
                    .ifPresent(outcome -> results.put(CheckType.GHOST_SYNC, List.of(outcome)));
        }
        for (CheckType type : job.types()) {
            checks.withoutTarget(type, sheet).ifPresent(outcome -> results.put(type, List.of(outcome)));
        }
        var open = new TreeSet<>(job.types());
        open.removeAll(results.keySet());
        if (!open.isEmpty() && sheet instanceof ParsedSheet.Valid valid) {
            var types = List.copyOf(open);
            var work = checks.work(instance, database, valid, types);
            results.putAll(onTarget(new TargetRun(outcomes, work, instance, database, types), admission));
        }
        return ordered(results);
    }

    /** The instance's slot first, the caller's admission after it: whoever waits for a slot holds nothing. Nobody waits for an instance that does not answer. */
    private Map<CheckType, List<CheckOutcome>> onTarget(TargetRun run, Admission admission)
            throws InterruptedException {
        String name = run.instance().name();
        if (contacts.rests(name)) {
            return run.notAsked();
        }
        var slot = slots.computeIfAbsent(name, _ -> new Semaphore(run.instance().maxConcurrentChecks(), true));
        slot.acquire();
        boolean asks = false;
        boolean admitted = false;
        try {
            asks = contacts.ask(name);
            if (!asks) {
                return run.notAsked();
            }
            admission.enter();
            admitted = true;
        } finally {
            if (!admitted) {
                slot.release();
                if (asks) {
                    contacts.tell(name, Contact.UNTOLD);
                }
            }
        }
        running.add(run);
        if (closed) {
            run.giveUp();
        }
        return run.within(threads, Deadline.in(run.time()), contact -> {
            running.remove(run);
            contacts.tell(name, contact);
            admission.leave();
            slot.release();
        });
    }

    @Override
    public void close() {
        closed = true;
        var open = List.copyOf(running);
        open.forEach(TargetRun::giveUp);
        var within = Deadline.in(CLOSING);
        open.forEach(run -> run.awaitLeft(within));
        parser.close();
        mySqlParser.close();
    }
}
