package dev.plangate.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plangate.checks.CheckLimits;
import dev.plangate.checks.file.FileChecker;
import dev.plangate.checks.file.RuleExample;
import dev.plangate.checks.report.RuleText;
import dev.plangate.checks.rule.RuleInfo;
import dev.plangate.checks.rule.Rules;
import dev.plangate.checks.sql.Dialect;
import dev.plangate.pipeline.console.Refusal;
import dev.plangate.pipeline.console.Session;
import dev.plangate.pipeline.review.RuleNames;
import dev.plangate.pipeline.runtime.ExitCode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the review rules, or explains one. */
@Command(name = "rules", description = "List the review rules: what each finds, why that is dangerous, and its usual level. With a name: explain that rule.", footer = {
        "", "A project's reviewPolicy names rules and sets their levels (OFF, INFO, WARNING, ERROR).", "", "Example:",
        "  plangate rules --json",
        "  plangate rules require-lock-timeout"}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                "0:the rule is known", "2:no rule has that name"})
final class RulesCommand implements Callable<Integer> {
    private final Session session;
    @Spec
    private CommandSpec spec;
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The rule to explain; all are listed when it is left out.")
    private String name;
    @Option(names = "--json", description = "Print one JSON object for each rule.")
    private boolean json;

    RulesCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (name == null) {
            Rules.all().forEach(rule -> out.println(json ? object(rule) : text(rule)));
        } else {
            var rules = Rules.named(name);
            if (rules.isEmpty()) {
                throw new Refusal(ExitCode.USAGE, unknown());
            }
            for (RuleInfo rule : rules) {
                out.print(json ? object(rule) + System.lineSeparator() : explained(rule));
            }
            out.flush();
        }
        return ExitCode.OK;
    }

    private String unknown() {
        return "No rule is called %s%s. All are listed by: plangate rules".formatted(name, RuleNames.hint(name));
    }

    private String explained(RuleInfo rule) throws InterruptedException {
        try (var checker = new FileChecker(CheckLimits.DEFAULT)) {
            return new RuleText(new PaintedReport(session.paint())).of(rule, new RuleExample(checker).of(rule));
        }
    }

    private String text(RuleInfo rule) {
        return "%s  %s  %s%n    %s%n    %s".formatted(session.paint().bold(rule.name()), rule.level(),
                session.paint().faint(rule.dialects().stream().sorted().map(Dialect::title)
                        .collect(Collectors.joining(", "))),
                rule.summary(), session.paint().faint(rule.danger()));
    }

    private static ObjectNode object(RuleInfo rule) {
        ObjectNode object = new ObjectMapper().createObjectNode().put("name", rule.name()).put("code", rule.code())
                .put("level", rule.level().name()).put("on", rule.on()).put("versions", rule.versions().toString())
                .put("summary", rule.summary()).put("danger", rule.danger()).put("instead", rule.instead());
        var engines = object.putArray("engines");
        rule.dialects().stream().sorted().forEach(one -> engines.add(one.name().toLowerCase(Locale.ROOT)));
        object.putObject("example").put("dangerous", rule.example().dangerous()).put("safe", rule.example().safe());
        return object;
    }
}
