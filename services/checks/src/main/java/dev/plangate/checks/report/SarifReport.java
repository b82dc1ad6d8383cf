package dev.plangate.checks.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plangate.checks.file.CheckedFile;
import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.Level;
import dev.plangate.checks.rule.RuleInfo;
import java.util.List;

/** SARIF 2.1.0, for code scanning: one run, the rules that found something, their findings. Pure. */
final class SarifReport {
    private static final String SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";

    private SarifReport() {}

    static String of(Report report) {
        List<RuleInfo> rules = report.files().stream().flatMap(file -> file.findings().stream()).map(Finding::rule)
                .distinct().toList();
        var log = JsonNodeFactory.instance.objectNode().put("$schema", SCHEMA).put("version", "2.1.0");
        var run = log.putArray("runs").addObject();
        var driver = run.putObject("tool").putObject("driver").put("name", "plangate").put("version",
                report.version());
        var metadata = driver.putArray("rules");
        rules.forEach(rule -> rule(metadata.addObject(), rule));
        run.put("columnKind", "unicodeCodePoints");
        var results = run.putArray("results");
        for (CheckedFile file : report.files()) {
            file.findings().forEach(finding -> result(results, file, finding, rules.indexOf(finding.rule())));
        }
        return JsonReport.pretty(log);
    }

    private static void rule(ObjectNode object, RuleInfo rule) {
        object.put("id", rule.name());
        object.putObject("shortDescription").put("text", rule.summary());
        object.putObject("fullDescription").put("text", rule.danger());
        object.putObject("help").put("text",
                rule.danger() + (rule.instead().isEmpty() ? "" : "\n\nInstead: " + rule.instead()));
        object.putObject("defaultConfiguration").put("enabled", rule.on()).put("level", level(rule.level()));
    }

    private static void result(ArrayNode results, CheckedFile file, Finding finding, int rule) {
        var result = results.addObject().put("ruleId", finding.rule().name()).put("ruleIndex", rule).put("level",
                level(finding.severity().level()));
        result.putObject("message").put("text", Words.whole(finding));
        var place = result.putArray("locations").addObject().putObject("physicalLocation");
        place.putObject("artifactLocation").put("uri", uri(file.name()));
        var region = Region.of(file, finding);
        place.putObject("region").put("startLine", region.start().line()).put("startColumn", region.start().column())
                .put("endLine", region.end().line()).put("endColumn", region.end().column());
        if (!finding.rewrite().isEmpty()) {
            result.putObject("properties").put("rewrite", finding.rewrite());
        }
    }

    private static String level(Level level) {
        return switch (level) {
            case INFO -> "note";
            case WARNING -> "warning";
            case ERROR -> "error";
        };
    }

    /** A path as a URI: relative where it is, so that the reader may put the root of its checkout before it. */
    private static String uri(String path) {
        var uri = new StringBuilder(path.startsWith("/") ? "file://" : "");
        for (byte unit : path.getBytes(UTF_8)) {
            if (UNRESERVED.indexOf(unit) >= 0) {
                uri.append((char) unit);
            } else {
                uri.append("%%%02X".formatted(unit));
            }
        }
        return uri.toString();
    }
}
