package dev.plangate.checks.report;

import dev.plangate.checks.file.CheckedFile;
import dev.plangate.checks.rule.RuleInfo;

/** Explains one rule to people at a terminal. Pure. */
public record RuleText(Emphasis emphasis) {
    /**
     * All that is known of a rule.
     *
     * @param example its dangerous script with what it finds there
     */
    public String of(RuleInfo rule, CheckedFile example) {
        var text = new StringBuilder("%s (%s)\n%s\n\n".formatted(emphasis.bold(rule.name()),
                emphasis.level(rule.level(), Words.of(rule.level())), rule.summary()));
        text.append("Danger:    %s\n".formatted(rule.danger()));
        if (!rule.instead().isEmpty()) {
            text.append("Instead:   %s\n".formatted(rule.instead()));
        }
        text.append("Applies:   %s\n".formatted(Words.applies(rule)));
        text.append("Servers:   %s\n".formatted(Words.servers(rule)));
        text.append("Versions:  %s\n".formatted(rule.versions()));
        if (!rule.example().dangerous().isEmpty()) {
            text.append("\n%s\n%s\n\n".formatted(emphasis.bold("Example"), indented(rule.example().dangerous())));
            text.append(new TextReport(emphasis).findings(example));
        }
        if (!rule.example().safe().isEmpty()) {
            text.append("%s\n%s\n".formatted(emphasis.bold("The same safely"), indented(rule.example().safe())));
        }
        return text.toString();
    }

    private static String indented(String sql) {
        return sql.strip().indent(2).stripTrailing();
    }
}
