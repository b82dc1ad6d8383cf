package dev.plangate.pipeline.console;

import dev.plangate.pipeline.console.document.Defaults;
import dev.plangate.pipeline.console.document.Document;
import dev.plangate.pipeline.console.document.DocumentReader;
import dev.plangate.pipeline.console.document.Documents;
import dev.plangate.pipeline.console.document.Mistake;
import dev.plangate.pipeline.runtime.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Publishes what files hold, all or nothing as far as mistakes are concerned. */
@Command(name = "submit", description = "Publish plans, projects, groups, sheets, approvals and requests from YAML or JSON.", footer = {
        "", "Each document has a kind (Plan, Project, DatabaseGroup, Sheet, Approval, CheckRequest, RolloutRequest)",
        "and that message's fields. Inline sql: becomes a sheet; revision and version may be left out.", "",
        "Example:", "  plangate submit project.yaml plan.yaml",
        "  plangate submit - < plan.json"}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                "0:published", "1:the brokers or the registry failed",
                "2:a document is wrong, nothing was published"})
public final class SubmitCommand implements Callable<Integer> {
    private final Session session;
    @Spec
    private CommandSpec spec;
    @Mixin
    private ClusterOptions cluster;
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "YAML or JSON; - reads standard input.")
    private List<String> files;
    @Option(names = "--dry-run", description = "Look for mistakes, publish nothing; needs no cluster.")
    private boolean dryRun;
    @Option(names = "--json", description = "Print one JSON object for each record.")
    private boolean json;

    public SubmitCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        DocumentReader reader = new DocumentReader(
                new Defaults("users/" + System.getProperty("user.name", "unknown"), session.clock(), UUID::randomUUID));
        Documents read = Documents.NONE;
        for (String file : files) {
            read = read.and(reader.read(file.equals("-") ? "stdin" : file, text(file)));
        }
        refuse(read.mistakes());
        if (read.documents().isEmpty()) {
            throw new Refusal(ExitCode.USAGE, "There is no document in " + String.join(", ", files));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (dryRun) {
            read.documents().forEach(document -> out.println(
                    "would publish %-14s %s".formatted(document.kind().label(), document.key())));
            return ExitCode.OK;
        }
        SubmitReport report = new SubmitReport(out, json);
        publish(read.documents(), cluster.resolve(session.environment())).forEach(report::print);
        return ExitCode.OK;
    }

    private List<Published> publish(List<Document> documents, Cluster resolved) {
        Numbering numbering;
        try (TopicReader reader = new TopicReader(resolved)) {
            numbering = Numbering.of(documents, KnownReader.read(reader, documents));
        }
        refuse(numbering.mistakes());
        numbering.remarks().forEach(remark -> spec.commandLine().getErr().println("note: " + remark));
        return Published.all(numbering.documents(), resolved);
    }

    private String text(String file) throws IOException {
        if (file.equals("-")) {
            return new String(session.in().readAllBytes(), StandardCharsets.UTF_8);
        }
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new Refusal(ExitCode.USAGE, "%s cannot be read: %s".formatted(file, e));
        }
    }

    private static void refuse(List<Mistake> mistakes) {
        if (!mistakes.isEmpty()) {
            String lines = String.join("\n", mistakes.stream().map(Mistake::toString).toList());
            throw new Refusal(ExitCode.USAGE, lines + "\nNothing was published.");
        }
    }
}
