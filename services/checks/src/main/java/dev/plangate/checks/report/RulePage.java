package dev.plangate.checks.report;

import dev.plangate.checks.file.CheckedFile;
import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.RuleInfo;
import java.util.List;

/** The pages of documentation about rules, in Markdown. Pure. */
public final class RulePage {
    private RulePage() {}

    /**
     * The page of a rule, {@code NAME.md}.
     *
     * @param example its dangerous script with what it finds there
     */
    public static String of(RuleInfo rule, CheckedFile example) {
        var page = new StringBuilder("# %s\n\n%s\n\n".formatted(rule.name(), rule.summary()));
        page.append("| | |\n|---|---|\n");
        page.append("| level | %s |\n".formatted(Words.of(rule.level())));
        page.append("| applies | %s |\n".formatted(Words.applies(rule)));
        page.append("| versions of %s | %s |\n".formatted(Words.servers(rule), rule.versions()));
        page.append("| code | %d |\n\n".formatted(rule.code()));
        page.append("## Why it is dangerous\n\n%s\n".formatted(rule.danger()));
        if (!rule.instead().isEmpty()) {
            page.append("\n## What to do instead\n\n%s\n".formatted(rule.instead()));
        }
        if (!rule.example().dangerous().isEmpty()) {
            page.append("\n## Example\n\n%s".formatted(sql(rule.example().dangerous())));
            example.findings().forEach(finding -> page.append(found(example, finding)));
        }
        if (!rule.example().safe().isEmpty()) {
            page.append("\nThe same safely:\n\n%s".formatted(sql(rule.example().safe())));
        }
        return page.toString();
    }

    /** The list of all pages, {@code README.md}. */
    public static String index(List<RuleInfo> rules) {
        var page = new StringBuilder("# Rules\n\n| rule | level | what it finds |\n|---|---|---|\n");
        rules.forEach(rule -> page.append("| [%1$s](%1$s.md) | %2$s%3$s | %4$s |\n".formatted(rule.name(),
                Words.of(rule.level()), rule.on() ? "" : ", off", rule.summary().replace("|", "\\|"))));
        return page
                .append("""

                        The level is that of a finding of which nothing else is known: with the target's catalog at hand it follows the size of the table, and a project's
                        policy may set it. A rule that is off applies where a policy gives it a level.
                        """)
                .toString();
    }

    private static String found(CheckedFile example, Finding finding) {
        var at = example.source().position(finding.range().from());
        return "\nLine %d, column %d, %s: %s\n".formatted(at.line(), at.column(),
                Words.of(finding.severity().level()), finding.message())
                + (finding.rewrite().isEmpty() ? "" : "\n" + sql(finding.rewrite()));
    }

    private static String sql(String text) {
        return "```sql\n%s\n```\n".formatted(text.strip());
    }
}
