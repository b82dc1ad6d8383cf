package dev.plangate.checks.rule;

import dev.plangate.checks.sql.Comment;
import dev.plangate.checks.sql.ParsedSheet;
import dev.plangate.checks.sql.Range;
import dev.plangate.checks.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes away what comments in the sheet exempt, and reports it instead. A comment that is wrong exempts nothing and is a finding itself. Only comments between
 * statements count, and each for the next statement alone.
 */
final class Exemptions {
    private static final RuleInfo INFO = Rules.IGNORE_COMMENT;
    /** What nobody can take away. */
    private static final Set<String> NEVER = Set.of(Rules.SYNTAX_ERROR.name(), INFO.name(), Rules.PARTLY_TRACED.name());

    private final ParsedSheet.Valid sheet;
    private final Policy policy;

    Exemptions(ParsedSheet.Valid sheet, Policy policy) {
        this.sheet = sheet;
        this.policy = policy;
    }

    /** Of the findings of a statement those that hold, behind what is to be said of the comments before it. */
    List<Finding> left(Statement statement, List<Finding> found) {
        int index = statement.index();
        int from = index == 0 ? 0 : sheet.statements().get(index - 1).range().to();
        return left(new Range(from, statement.range().from()), found);
    }

    /** What is to be said of comments that no statement follows. */
    List<Finding> behindTheLast() {
        int from = sheet.statements().isEmpty() ? 0 : sheet.statements().getLast().range().to();
        return left(new Range(from, sheet.source().length()), List.of());
    }

    private List<Finding> left(Range gap, List<Finding> found) {
        var said = new ArrayList<Finding>();
        var left = new ArrayList<>(found);
        for (Comment comment : Comment.in(sheet.source(), gap)) {
            IgnoreComment.of(comment).ifPresent(ignore -> said.addAll(judge(ignore, found, left)));
        }
        said.addAll(left);
        return said;
    }

    private List<Finding> judge(IgnoreComment ignore, List<Finding> found, List<Finding> left) {
        String mistake = ignore.mistake().isEmpty() ? forbidden(ignore) : ignore.mistake();
        if (!mistake.isEmpty()) {
            return List.of(policy.levelled(finding(ignore, INFO.level(), mistake + ". It exempts nothing.")));
        }
        return ignore.rules().stream().map(rule -> {
            long number = found.stream().filter(finding -> finding.rule().name().equals(rule)).count();
            left.removeIf(finding -> finding.rule().name().equals(rule));
            return finding(ignore, Level.INFO, number == 0
                    ? "It exempts nothing: the next statement has no finding of " + rule + " here."
                    : "The next statement is exempted from " + rule + worst(found, rule) + ". Reason: "
                            + ignore.reason().replaceFirst("\\.$", "") + ".");
        }).toList();
    }

    private String forbidden(IgnoreComment ignore) {
        Optional<String> never = ignore.rules().stream().filter(NEVER::contains).findFirst();
        if (never.isPresent()) {
            return "Nothing can be exempted from " + never.get();
        }
        return ignore.rules().stream().filter(rule -> !policy.exempts(rule)).findFirst()
                .map(rule -> "The project's policy allows no exemption from " + rule).orElse("");
    }

    private static String worst(List<Finding> found, String rule) {
        var levels = found.stream().filter(finding -> finding.rule().name().equals(rule))
                .map(finding -> finding.severity().level()).sorted().toList();
        return " (" + (levels.size() == 1 ? "" : levels.size() + " findings, the worst ") + "of level "
                + levels.getLast() + ")";
    }

    private static Finding finding(IgnoreComment ignore, Level level, String message) {
        return new Finding(INFO, new Severity(level, ""), ignore.range(), message, "");
    }
}
