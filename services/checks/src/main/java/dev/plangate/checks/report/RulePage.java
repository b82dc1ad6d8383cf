package dev.plangate.checks.report;

import dev.plangate.checks.file.CheckedFile;
import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.RuleInfo;
import dev.plangate.checks.sql.Dialect;
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

    /** Where the page of a rule is: {@code NAME.md}, of other servers than PostgreSQL in a directory of their own. */
    public static String file(RuleInfo rule) {
        return (rule.dialects().contains(Dialect.POSTGRES) ? "" : "mysql/") + rule.name() + ".md";
    }

    /** The list of all pages, {@code README.md}. */
    public static String index(List<RuleInfo> rules) {
        var page = new StringBuilder("# Rules\n");
        rules.stream().map(Words::servers).distinct().forEach(servers -> table(page, servers,
                rules.stream().filter(rule -> Words.servers(rule).equals(servers)).toList()));
        return page
                .append("""

                        The level is that of a finding of which nothing else is known: with the target's catalog at hand it follows the size of the table, and a project's
                        policy may set it. A rule that is off applies where a policy gives it a level. A policy that names a rule means those of all servers that have one of the name.
                        """)
                .toString();
    }

    private static void table(StringBuilder page, String servers, List<RuleInfo> rules) {
        page.append("\n## %s\n\n| rule | level | what it finds |\n|---|---|---|\n".formatted(servers));
        rules.forEach(rule -> page.append("| [%s](%s) | %s%s | %s |\n".formatted(rule.name(), file(rule),
                Words.of(rule.level()), rule.on() ? "" : ", off", rule.summary().replace("|", "\\|"))));
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
