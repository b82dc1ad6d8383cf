package dev.plangate.pipeline;

import dev.plangate.checks.CheckLimits;
import dev.plangate.checks.file.CatalogSource;
import dev.plangate.checks.file.CheckedFile;
import dev.plangate.checks.file.FileChecker;
import dev.plangate.checks.file.Judging;
import dev.plangate.checks.file.NotTraced;
import dev.plangate.checks.file.TargetCatalogs;
import dev.plangate.checks.file.TraceSource;
import dev.plangate.checks.report.Format;
import dev.plangate.checks.report.Report;
import dev.plangate.checks.rule.Level;
import dev.plangate.checks.rule.Policy;
import dev.plangate.checks.rule.Running;
import dev.plangate.checks.target.TargetProblem;
import dev.plangate.pipeline.console.Refusal;
import dev.plangate.pipeline.console.Session;
import dev.plangate.pipeline.console.document.PolicyFile;
import dev.plangate.pipeline.review.RuleNames;
import dev.plangate.pipeline.runtime.ExitCode;
import dev.plangate.v1.ReviewPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks files of SQL without any service. */
@Command(name = "check", description = "Check files of SQL: what blocks, rewrites, loses or breaks, and what to write instead.", footer = {
        "", "Needs no Kafka, no Postgres and no settings. Without --target the worst is assumed of every table.",
        "A file is taken as run statement by statement unless it opens a transaction itself.", "", "Example:",
        "  plangate check migrations/*.sql", "  plangate check --engine mysql migrations/*.sql",
        "  plangate check --target jdbc:postgresql://db.example/shop --target-user checks --format sarif new.sql",
        "  plangate check --target jdbc:postgresql://db.example/shop --target-user checks --trace new.sql"}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                "0:nothing was found that --fail-on counts", "1:something was",
                "2:the command line, a file, the policy or the target is wrong, or a file could not be traced; nothing was reported"})
final class CheckCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";

    private final Session session;
    @Spec
    private CommandSpec spec;
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "SQL, in UTF-8; - reads standard input.")
    private List<String> files;
    @Mixin
    private TargetOptions target;
    @Mixin
    private TraceOptions trace;
    @Option(names = "--policy", paramLabel = "POLICY", description = "Which rules apply and how strictly: strict (production), relaxed, or a file with a project's reviewPolicy in YAML or JSON. A file that is called strict is written ./strict. Default: strict.")
    private String policy;
    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text", description = "text, json (one object for each file), sarif, github (workflow commands) or junit. Default: text.")
    private Format format;
    @Option(names = "--fail-on", paramLabel = "LEVEL", defaultValue = "error", description = "The least level that makes the exit code 1: info, warning or error. Default: error.")
    private Level failOn;
    @Option(names = "--transaction", description = "Whoever runs a file runs all of it in one transaction.")
    private boolean transaction;

    CheckCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        refuseUnreadable();
        var policy = policy();
        var running = transaction ? Running.ONE_TRANSACTION : Running.STATEMENT_BY_STATEMENT;
        var mySql = target.mySql(session.environment());
        var scratch = trace.resolve(session.environment(), target.url(), this::progress);
        if (mySql.isPresent() && scratch.isPresent()) {
            throw new Refusal(ExitCode.USAGE, "--trace is for targets of PostgreSQL: leave it out for this one");
        }
        List<CheckedFile> files;
        if (mySql.isPresent()) {
            files = checked(new Judging(policy, running, mySql.get()));
        } else {
            var catalogs = target.resolve(session.environment());
            try (var open = scratch.orElse(null)) {
                files = checked(new Judging(policy, running, catalogs,
                        open == null ? TraceSource.NONE : traces(catalogs, open)));
            }
        }
        var report = new Report(files, failOn, new Main.Version().number());
        PrintWriter out = spec.commandLine().getOut();
        out.print(format.of(report, new PaintedReport(session.paint())));
        out.flush();
        return report.fails() ? ExitCode.FAILURE : ExitCode.OK;
    }

    private static TraceSource traces(CatalogSource catalogs, Scratch scratch) {
        if (catalogs instanceof TargetCatalogs postgres) {
            return postgres.traces(scratch);
        }
        throw new Refusal(ExitCode.USAGE, "--trace is for targets of PostgreSQL: leave it out for this one");
    }

    private List<CheckedFile> checked(Judging judging) throws IOException, InterruptedException {
        var found = new ArrayList<CheckedFile>();
        try (var checker = new FileChecker(CheckLimits.DEFAULT)) {
            for (String file : files) {
                if (file.equals(STANDARD_INPUT)) {
                    found.add(checker.check("stdin", session.in(), judging));
                } else {
                    try (InputStream in = Files.newInputStream(Path.of(file))) {
                        found.add(checker.check(file, in, judging));
                    }
                }
            }
        } catch (TargetProblem e) {
            throw new Refusal(ExitCode.USAGE, e.getMessage());
        } catch (NotTraced e) {
            throw new Refusal(ExitCode.USAGE, e.getMessage() + " Nothing was reported.");
        }
        return found;
    }

    /** Only people wait. */
    private void progress(String what) {
        if (session.terminal()) {
            spec.commandLine().getErr().println(session.paint().faint(what + " ..."));
        }
    }

    /** Before anything is checked, and all at once. */
    private void refuseUnreadable() {
        var mistakes = new ArrayList<String>();
        files.stream().filter(file -> !file.equals(STANDARD_INPUT))
                .forEach(file -> unreadable(file).ifPresent(mistakes::add));
        if (files.stream().filter(STANDARD_INPUT::equals).count() > 1) {
            mistakes.add("- stands there twice: standard input can be read once");
        }
        if (!mistakes.isEmpty()) {
            throw new Refusal(ExitCode.USAGE, String.join("\n", mistakes) + "\nNothing was checked.");
        }
    }

    private static Optional<String> unreadable(String file) {
        Path path = Path.of(file);
        if (Files.isDirectory(path)) {
            return Optional.of("%s is a directory: name its files, as in plangate check %s/*.sql".formatted(file,
                    file.replaceFirst("/+$", "")));
        }
        return Files.notExists(path)
                ? Optional.of(file + ": no such file")
                : Files.isReadable(path)
                        ? Optional.empty()
                        : Optional.of(file + " cannot be read: look at its permissions");
    }

    private Policy policy() {
        var judged = RuleNames.judged(policy == null ? ReviewPolicy.getDefaultInstance() : PolicyFile.named(policy));
        if (!judged.mistakes().isEmpty()) {
            throw new Refusal(ExitCode.USAGE, String.join("\n",
                    judged.mistakes().stream().map(mistake -> policy + ": " + mistake).toList())
                    + "\nSee `plangate rules` for the names. Nothing was checked.");
        }
        return judged;
    }
}
