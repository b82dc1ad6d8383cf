package dev.plangate.checks.rule;

import dev.plangate.checks.catalog.Catalog;
import dev.plangate.checks.sql.ParsedSheet;
import dev.plangate.checks.sql.Range;
import dev.plangate.checks.sql.SourceText;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is found in any sheet, whether it could be parsed or not. Pure. */
public final class SheetFindings {
    private SheetFindings() {}

    /**
     * All findings, in the order of the text. A sheet that could not be parsed has exactly one, an error.
     *
     * @param catalog of the target; empty = not at hand, and rules assume the worst
     */
    public static List<Finding> of(ParsedSheet sheet, Policy policy, Optional<Catalog> catalog, Running running) {
        return of(sheet, policy, catalog, running, Map.of(), Evidence.NONE);
    }

    /**
     * The same, with what else is known of the statements.
     *
     * @param catalog of the target; empty = not at hand, and rules assume the worst
     * @param planned rows that the target's planner expects statements to change, by the index of the statement
     */
    public static List<Finding> of(ParsedSheet sheet, Policy policy, Optional<Catalog> catalog, Running running,
            Map<Integer, Long> planned, Evidence evidence) {
        return switch (sheet) {
            case ParsedSheet.Valid valid -> Reviewer.review(valid, policy, catalog, running, planned, evidence).stream()
                    .sorted(Comparator.comparingInt(finding -> finding.range().from())).toList();
            case ParsedSheet.Refused refused -> List.of(of(refused));
        };
    }

    /** The one finding of a sheet that could not be parsed. */
    public static Finding of(ParsedSheet.Refused refused) {
        return switch (refused) {
            case ParsedSheet.Invalid invalid -> syntaxError(invalid);
            case ParsedSheet.Unparsed unparsed -> notReviewed(unparsed.source(), unparsed.reason());
        };
    }

    /** At the place of the error. */
    public static Finding syntaxError(ParsedSheet.Invalid invalid) {
        var range = new Range(invalid.at(), Math.min(invalid.at() + 1, invalid.source().length()));
        return new Finding(Rules.SYNTAX_ERROR, new Severity(Rules.SYNTAX_ERROR.level(), ""), range,
                sentence(invalid.message()), "");
    }

    /**
     * Of the whole text, at its first line.
     *
     * @param reason "it has more than 2097152 bytes: split it"
     */
    public static Finding notReviewed(SourceText source, String reason) {
        var range = new Range(0, source.length() == 0 ? 0 : source.line(1).to());
        return new Finding(Rules.NOT_REVIEWED, new Severity(Rules.NOT_REVIEWED.level(), ""), range,
                "The text cannot be reviewed: " + reason + ".", "");
    }

    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1) + ".";
    }
}
