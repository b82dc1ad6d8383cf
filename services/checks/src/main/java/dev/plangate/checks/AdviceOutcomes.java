package dev.plangate.checks;

import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.Level;
import dev.plangate.checks.rule.Policy;
import dev.plangate.checks.rule.SheetFindings;
import dev.plangate.checks.sql.ParsedSheet;
import dev.plangate.checks.sql.Range;
import dev.plangate.checks.sql.SourceText;
import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckOutcome.Position;
import dev.plangate.v1.CheckOutcome.ReviewReport;
import dev.plangate.v1.CheckOutcome.Status;
import dev.plangate.v1.CheckType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Words findings as outcomes of STATEMENT_ADVISE. */
final class AdviceOutcomes {
    private static final CheckType TYPE = CheckType.STATEMENT_ADVISE;
    private static final int STATEMENT_SHOWN = 500;

    private final Outcomes outcomes;
    private final int limit;

    /** @param limit findings; the rest is counted */
    AdviceOutcomes(Outcomes outcomes, int limit) {
        this.outcomes = outcomes;
        this.limit = limit;
    }

    /** At least one outcome: without findings and mistakes exactly one SUCCESS. */
    List<CheckOutcome> of(ParsedSheet.Valid sheet, Policy policy, List<Finding> findings) {
        return of(sheet.source(), policy, findings);
    }

    /** The same of a sheet in any grammar. */
    List<CheckOutcome> of(SourceText source, Policy policy, List<Finding> findings) {
        var found = new ArrayList<CheckOutcome>();
        policy.mistakes().forEach(mistake -> found.add(outcomes.error(TYPE, Codes.POLICY, "Review policy is wrong",
                "The project's review policy cannot be followed: " + mistake
                        + ". See `plangate rules` for the names.")));
        findings.stream().limit(limit).map(finding -> of(source, finding)).forEach(found::add);
        if (findings.size() > limit) {
            Level worst = findings.stream().skip(limit).map(finding -> finding.severity().level())
                    .max(Comparator.naturalOrder()).orElseThrow();
            found.add(outcomes
                    .outcome(TYPE, status(worst), Codes.MORE_FINDINGS, "and " + (findings.size() - limit) + " more",
                            "Only the first " + limit + " findings are listed; the worst of the others is of level "
                                    + worst + ".")
                    .build());
        }
        if (found.isEmpty()) {
            found.add(outcomes.outcome(TYPE, Status.SUCCESS, 0, "OK", "No rule found anything.").build());
        }
        return found;
    }

    /** What a type of check answers to a sheet without statements. */
    CheckOutcome refused(CheckType type, ParsedSheet.Refused refused) {
        return switch (refused) {
            case ParsedSheet.Invalid invalid when type == TYPE -> syntaxError(invalid);
            case ParsedSheet.Invalid _ -> outcomes.notReviewed(type, "it is not valid SQL, see STATEMENT_ADVISE");
            case ParsedSheet.Unparsed unparsed -> outcomes.notReviewed(type, unparsed.reason());
        };
    }

    private CheckOutcome syntaxError(ParsedSheet.Invalid invalid) {
        var finding = SheetFindings.syntaxError(invalid);
        var rule = finding.rule();
        var at = invalid.source().position(finding.range().from());
        return outcomes.outcome(TYPE, Status.ERROR, rule.code(), rule.name(),
                "Line " + at.line() + ", column " + at.column() + ": " + finding.message() + " " + rule.danger())
                .setReview(report(invalid.source(), finding.range(), rule.name(), "")).build();
    }

    private CheckOutcome of(SourceText source, Finding finding) {
        var rule = finding.rule();
        String text = source.text(finding.range());
        String rewrite = finding.rewrite();
        var content = new StringBuilder(finding.message()).append(' ').append(rule.danger());
        if (!finding.severity().because().isEmpty()) {
            content.append(' ').append(finding.severity().because());
        }
        content.append("\n\nStatement: ").append(shortened(text));
        if (!rewrite.isEmpty()) {
            content.append("\n\nInstead:\n").append(rewrite);
        }
        return outcomes.outcome(TYPE, status(finding.severity().level()), rule.code(), rule.name(), content.toString())
                .setReview(report(source, finding.range(), rule.name(), rewrite)).build();
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= STATEMENT_SHOWN
                ? text
                : text.substring(0, text.offsetByCodePoints(0, STATEMENT_SHOWN)) + " ...";
    }

    static ReviewReport report(SourceText source, Range range, String rule, String rewrite) {
        return ReviewReport.newBuilder().setStart(position(source, range.from())).setEnd(position(source, range.to()))
                .setRule(rule).setRewrite(rewrite).build();
    }

    private static Position position(SourceText source, int offset) {
        var at = source.position(offset);
        return Position.newBuilder().setLine(at.line()).setColumn(at.column()).build();
    }

    static Status status(Level level) {
        return switch (level) {
            case INFO -> Status.SUCCESS;
            case WARNING -> Status.WARNING;
            case ERROR -> Status.ERROR;
        };
    }
}
