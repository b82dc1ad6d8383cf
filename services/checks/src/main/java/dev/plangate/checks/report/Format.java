package dev.plangate.checks.report;

/** What a report can be written as. */
public enum Format {
    TEXT, JSON, SARIF, GITHUB, JUNIT;

    /**
     * The report, with a line end at its end unless it is empty. All but the text for people are the same in every encoding that has ASCII.
     *
     * @param emphasis of the text for people
     */
    public String of(Report report, Emphasis emphasis) {
        return switch (this) {
            case TEXT -> new TextReport(emphasis).of(report);
            case JSON -> JsonReport.of(report);
            case SARIF -> SarifReport.of(report);
            case GITHUB -> GithubReport.of(report);
            case JUNIT -> JunitReport.of(report);
        };
    }
}
