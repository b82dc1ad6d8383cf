package dev.plangate.checks.report;

import dev.plangate.checks.file.CheckedFile;
import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.Level;
import java.util.stream.Collectors;

/** Workflow commands of GitHub Actions, one for each finding: they show beside the line in a pull request. Pure. */
final class GithubReport {
    private GithubReport() {}

    static String of(Report report) {
        return report.files().stream()
                .flatMap(file -> file.findings().stream().map(finding -> command(file, finding)))
                .collect(Collectors.joining());
    }

    private static String command(CheckedFile file, Finding finding) {
        var region = Region.of(file, finding);
        // columns are shown for one line only
        boolean one = region.start().line() == region.end().line();
        return "::%s file=%s,line=%d,endLine=%d,col=%d%s,title=%s::%s\n".formatted(
                command(finding.severity().level()), property(file.name()), region.start().line(), region.end().line(),
                region.start().column(), one ? ",endColumn=" + region.end().column() : "",
                property(finding.rule().name()), data(Words.whole(finding)));
    }

    private static String command(Level level) {
        return switch (level) {
            case INFO -> "notice";
            case WARNING -> "warning";
            case ERROR -> "error";
        };
    }

    private static String data(String text) {
        return Printable.text(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
