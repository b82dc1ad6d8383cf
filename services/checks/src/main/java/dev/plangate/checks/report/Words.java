package dev.plangate.checks.report;

import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.Level;
import dev.plangate.checks.rule.RuleInfo;
import dev.plangate.checks.rule.Rules;
import dev.plangate.checks.sql.Dialect;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Words for levels, numbers and findings. */
final class Words {
    private Words() {}

    /** "error". */
    static String of(Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }

    /** "2 errors", "2 info". */
    static String count(long count, String word) {
        return count + " " + word + (count == 1 || word.equals("info") ? "" : "s");
    }

    /** When a rule applies. */
    static String applies(RuleInfo rule) {
        return Rules.isFixed(rule.name())
                ? "always"
                : Rules.ofTraces().contains(rule)
                        ? ofTraces(rule)
                        : rule.on() ? "unless a policy switches it off" : "only where a policy gives it a level";
    }

    private static String ofTraces(RuleInfo rule) {
        return "where SQL is traced (trace: true, --trace)"
                + (rule.equals(Rules.PARTLY_TRACED) ? "" : ", unless a policy switches it off");
    }

    /** "PostgreSQL", "MySQL and MariaDB". */
    static String servers(RuleInfo rule) {
        var titles = rule.dialects().stream().sorted().map(Dialect::title).toList();
        return titles.size() == 1
                ? titles.getFirst()
                : String.join(", ", titles.subList(0, titles.size() - 1)) + " and " + titles.getLast();
    }

    /** What a finding says, in one paragraph: what the statement does, why that is dangerous, what its level was judged by. */
    static String paragraph(Finding finding) {
        return Stream.of(finding.message(), finding.rule().danger(), finding.severity().because())
                .filter(part -> !part.isEmpty()).collect(Collectors.joining(" "));
    }

    /** The same with the SQL to write instead, which has lines of its own. */
    static String whole(Finding finding) {
        return paragraph(finding) + (finding.rewrite().isEmpty() ? "" : "\nInstead:\n" + finding.rewrite());
    }
}
