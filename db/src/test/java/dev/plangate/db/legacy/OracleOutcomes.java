package dev.plangate.db.legacy;

import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckOutcome.ChangedTable;
import dev.plangate.v1.CheckOutcome.Position;
import dev.plangate.v1.CheckOutcome.ReviewReport;
import dev.plangate.v1.CheckOutcome.Status;
import dev.plangate.v1.CheckOutcome.SummaryReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What one row of the old layout found, in order; without target, type and sheet. */
record OracleOutcomes(String status, Json result) {

    List<CheckOutcome.Builder> list() {
        List<CheckOutcome.Builder> all = new ArrayList<>();
        if (status.equals("FAILED")) {
            all.add(error("Check failed", result.at("error").text().orElse("The check could not be run.")));
        }
        Json results = result.at("results");
        boolean unreadable = !result.type().equals("object")
                || (!results.type().equals("array") && !results.missing());
        if (status.equals("DONE") && unreadable) {
            all.add(error("Results could not be read", "The old layout held something that is no list of results."));
        }
        results.elements().forEach(element -> all.add(outcome(element)));
        if (results.size() > 1_000) {
            all.add(error("Results left out", "The old layout held more than a thousand results."));
        }
        return all;
    }

    private static CheckOutcome.Builder outcome(Json element) {
        if (!element.type().equals("object")) {
            return error("Result could not be read", "The old layout held something that is no result.");
        }
        var outcome = CheckOutcome.newBuilder().setStatus(switch (element.at("status").text().orElse("")) {
            case "SUCCESS" -> Status.SUCCESS;
            case "WARNING" -> Status.WARNING;
            default -> Status.ERROR;
        });
        element.at("title").text().ifPresent(outcome::setTitle);
        Json review = element.at("sqlReviewReport");
        outcome.setContent(Stream.of(element.at("content"), review.at("detail")).map(Json::text)
                .flatMap(Optional::stream).collect(Collectors.joining("\n")));
        element.at("code").count(9).ifPresent(code -> outcome.setCode(Math.toIntExact(code)));
        Json summary = element.at("sqlSummaryReport");
        if (summary.type().equals("object")) {
            outcome.setSummary(summary(summary));
        } else if (review.type().equals("object")) {
            outcome.setReview(review(review));
        }
        return outcome;
    }

    private static SummaryReport.Builder summary(Json report) {
        var summary = SummaryReport.newBuilder();
        report.at("statementTypes").elements().stream().filter(t -> t.type().equals("string"))
                .forEach(t -> summary.addStatementTypes(t.value().orElseThrow().getAsString()));
        report.at("affectedRows").count(18).ifPresent(summary::setAffectedRows);
        for (Json database : report.at("changedResources", "databases").elements()) {
            for (Json schema : database.at("schemas").elements()) {
                for (Json table : schema.at("tables").elements()) {
                    var changed = ChangedTable.newBuilder();
                    database.at("name").text().ifPresent(changed::setDatabase);
                    schema.at("name").text().ifPresent(changed::setSchema);
                    table.at("name").text().ifPresent(changed::setTable);
                    table.at("tableRows").count(18).ifPresent(changed::setEstimatedRows);
                    summary.addChangedTables(changed);
                }
            }
        }
        return summary;
    }

    private static ReviewReport.Builder review(Json report) {
        var review = ReviewReport.newBuilder();
        position(report.at("startPosition")).or(() -> position(report)).ifPresent(review::setStart);
        position(report.at("endPosition")).ifPresent(review::setEnd);
        return review;
    }

    private static Optional<Position> position(Json at) {
        return at.at("line").count(9).map(line -> {
            var position = Position.newBuilder().setLine(Math.toIntExact(line));
            at.at("column").count(9).ifPresent(column -> position.setColumn(Math.toIntExact(column)));
            return position.build();
        });
    }

    private static CheckOutcome.Builder error(String title, String content) {
        return CheckOutcome.newBuilder().setStatus(Status.ERROR).setTitle(title).setContent(content);
    }
}
