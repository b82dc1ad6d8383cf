package dev.plangate.pipeline.console;

import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckOutcome.ChangedTable;
import dev.plangate.v1.CheckOutcome.ReviewReport;
import dev.plangate.v1.CheckOutcome.SummaryReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Words for one finding: status, place, rule, message; the rewrite below. Pure. */
record OutcomeText(Paint paint) {

    String of(CheckOutcome outcome) {
        return switch (outcome.getReportCase()) {
            case SUMMARY -> head(outcome) + summary(outcome.getSummary());
            case REVIEW -> head(outcome) + review(outcome);
            // Without a report nothing else tells two kinds of check apart.
            case REPORT_NOT_SET -> head(outcome) + type(outcome) + text(outcome.getTitle(), outcome.getContent());
        };
    }

    private String head(CheckOutcome outcome) {
        String name = outcome.getStatus() == CheckOutcome.Status.SUCCESS ? "ok" : outcome.getStatus().name();
        String padded = "%-8s".formatted(name);
        return switch (outcome.getStatus()) {
            case SUCCESS -> paint.green(padded);
            case WARNING -> paint.yellow(padded);
            case ERROR, STATUS_UNSPECIFIED, UNRECOGNIZED -> paint.red(padded);
        };
    }

    private String review(CheckOutcome outcome) {
        ReviewReport report = outcome.getReview();
        String place = report.hasStart()
                ? report.getStart().getLine() + ":" + report.getStart().getColumn() + " "
                : "";
        String rule = report.getRule().isEmpty() ? outcome.getTitle() : report.getRule();
        // The engine's own rules say it in their content already.
        String rewrite = report.getRewrite().isEmpty() || outcome.getContent().contains(report.getRewrite())
                ? ""
                : "\n" + paint.faint(("write instead: " + report.getRewrite()).indent(9).stripTrailing());
        return place + text(rule, outcome.getContent()) + rewrite;
    }

    private static String type(CheckOutcome outcome) {
        return outcome.getType().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": ";
    }

    private static String text(String title, String content) {
        if (content.isEmpty() || content.equals(title)) {
            return title;
        }
        String[] lines = content.strip().split("\n", -1);
        String more = lines.length == 1
                ? ""
                : "\n" + String.join("\n", List.of(lines).subList(1, lines.length)).indent(9).stripTrailing();
        return title + ": " + lines[0] + more;
    }

    private static String summary(SummaryReport report) {
        List<String> parts = new ArrayList<>();
        if (report.getStatementTypesCount() > 0) {
            parts.add(String.join(", ", report.getStatementTypesList()));
        }
        parts.add(report.hasAffectedRows() ? rows(report.getAffectedRows()) + " affected" : "affected rows unknown");
        if (report.getChangedTablesCount() > 0) {
            parts.add("changes " + report.getChangedTablesList().stream().map(OutcomeText::table).collect(
                    Collectors.joining(", ")));
        }
        return String.join("; ", parts);
    }

    private static String table(ChangedTable table) {
        String name = table.getSchema().isEmpty() ? table.getTable() : table.getSchema() + "." + table.getTable();
        return table.hasEstimatedRows() ? name + " (about " + rows(table.getEstimatedRows()) + ")" : name;
    }

    private static String rows(long number) {
        return String.format(Locale.ROOT, "%,d row%s", number, number == 1 ? "" : "s");
    }
}
