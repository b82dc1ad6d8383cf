package dev.plangate.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plangate.checks.rule.RuleInfo;
import dev.plangate.checks.rule.Rules;
import dev.plangate.pipeline.console.Session;
import dev.plangate.pipeline.runtime.ExitCode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the review rules. */
@Command(name = "rules", description = "List the review rules: what each finds, why that is dangerous, and its usual level.", footer = {
        "", "A project's reviewPolicy names rules and sets their levels (OFF, INFO, WARNING, ERROR).", "", "Example:",
        "  plangate rules --json"}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = "0:always")
final class RulesCommand implements Callable<Integer> {
    private final Session session;
    @Spec
    private CommandSpec spec;
    @Option(names = "--json", description = "Print one JSON object for each rule.")
    private boolean json;

    RulesCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Rules.all().forEach(rule -> out.println(json ? object(rule) : text(rule)));
        return ExitCode.OK;
    }

    private String text(RuleInfo rule) {
        return "%s  %s%n    %s%n    %s".formatted(session.paint().bold(rule.name()), rule.level(), rule.summary(),
                session.paint().faint(rule.danger()));
    }

    private static ObjectNode object(RuleInfo rule) {
        return new ObjectMapper().createObjectNode().put("name", rule.name()).put("code", rule.code()).put("level",
                rule.level().name()).put("summary", rule.summary()).put("danger", rule.danger());
    }
}
