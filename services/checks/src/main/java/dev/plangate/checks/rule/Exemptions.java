package dev.plangate.checks.rule;

import dev.plangate.checks.sql.Comment;
import dev.plangate.checks.sql.ParsedSheet;
import dev.plangate.checks.sql.Range;
import dev.plangate.checks.sql.SourceText;
import dev.plangate.checks.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Takes away what comments in the sheet exempt, and reports it instead. A comment that is wrong exempts nothing and is a finding itself. Only comments between
 * statements count, and each for the next statement alone.
 */
public final class Exemptions {
    private static final RuleInfo INFO = Rules.IGNORE_COMMENT;
    /** What nobody can take away. */
    private static final Set<String> NEVER = Set.of(Rules.SYNTAX_ERROR.name(), INFO.name(), Rules.PARTLY_TRACED.name());

    private final SourceText source;
    private final List<Range> statements;
    private final Function<Range, List<Comment>> comments;
    private final Policy policy;

    Exemptions(ParsedSheet.Valid sheet, Policy policy) {
        this(sheet.source(), sheet.statements().stream().map(Statement::range).toList(),
                gap -> Comment.in(sheet.source(), gap), policy);
    }

    /**
     * Of a sheet in any grammar.
     *
     * @param statements where they stand, in order
     * @param comments those of a text between two statements
     */
    public Exemptions(SourceText source, List<Range> statements, Function<Range, List<Comment>> comments,
            Policy policy) {
        this.source = source;
        this.statements = List.copyOf(statements);
        this.comments = comments;
        this.policy = policy;
    }

    /** Of the findings of a statement those that hold, behind what is to be said of the comments before it. */
    List<Finding> left(Statement statement, List<Finding> found) {
        return left(statement.index(), found);
    }

    /** The same of a statement by its index. */
    public List<Finding> left(int index, List<Finding> found) {
        int from = index == 0 ? 0 : statements.get(index - 1).to();
        return left(new Range(from, statements.get(index).from()), found);
    }

    /** What is to be said of comments that no statement follows. */
    public List<Finding> behindTheLast() {
        int from = statements.isEmpty() ? 0 : statements.getLast().to();
        return left(new Range(from, source.length()), List.of());
    }

    private List<Finding> left(Range gap, List<Finding> found) {
        var said = new ArrayList<Finding>();
        var left = new ArrayList<>(found);
        for (Comment comment : comments.apply(gap)) {
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
