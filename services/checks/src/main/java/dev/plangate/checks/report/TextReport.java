package dev.plangate.checks.report;

import dev.plangate.checks.file.CheckedFile;
import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.Level;
import dev.plangate.checks.trace.LockTimeline;
import dev.plangate.checks.trace.Rates;
import java.util.ArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * For people: each finding with its line, why it is dangerous and what to write instead; a line that sums up. Pure. What comes from a file never begins a line: a CI
 * server takes some beginnings for commands.
 */
record TextReport(Emphasis emphasis) {
    private static final String INDENT = "  ";

    String of(Report report) {
        return report.files().stream().map(file -> findings(file) + picture(file)).collect(Collectors.joining())
                + summary(report) + "\n";
    }

    /** The findings of one file, each with an empty line behind it. */
    String findings(CheckedFile file) {
        return file.findings().stream().map(finding -> finding(file, finding)).collect(Collectors.joining());
    }

    /** Who has to wait, with an empty line behind it; empty when the file was not traced. */
    private String picture(CheckedFile file) {
        return file.trace()
                .map(traced -> "%s\n%s\n".formatted(
                        emphasis.bold(Printable.text(file.name()) + " traced"),
                        LockTimeline.of(traced.sheet(), traced.trace(), Rates.MEASURED).stream().map(this::line)
                                .collect(Collectors.joining())))
                .orElse("");
    }

    private String line(LockTimeline.Line line) {
        var text = new StringBuilder(INDENT).append(oneLine(line.text()));
        var marks = Pattern.compile("X+|W+|[- ]+").matcher(line.marks());
        while (marks.find()) {
            text.append(switch (marks.group().charAt(0)) {
                case 'X' -> emphasis.level(Level.ERROR, marks.group());
                case 'W' -> emphasis.level(Level.WARNING, marks.group());
                default -> marks.group();
            });
        }
        return text.append('\n').toString();
    }

    private String finding(CheckedFile file, Finding finding) {
        var level = finding.severity().level();
        var at = file.source().position(finding.range().from());
        var excerpt = Excerpt.of(file.source(), finding.range().from());
        String number = String.valueOf(excerpt.number());
        var text = new StringBuilder("%s:%d:%d %s %s\n".formatted(Printable.text(file.name()), at.line(), at.column(),
                emphasis.level(level, Words.of(level)), emphasis.bold(finding.rule().name())));
        if (!excerpt.line().isBlank()) {
            text.append("%s%s %s\n".formatted(INDENT, emphasis.faint(number + " |"), excerpt.line()));
            text.append("%s%s %s%s\n".formatted(INDENT, emphasis.faint(" ".repeat(number.length()) + " |"),
                    " ".repeat(excerpt.caret()), emphasis.level(level, "^")));
        }
        text.append("%s%s\n".formatted(INDENT, oneLine(finding.message())));
        text.append("%s%s\n".formatted(INDENT, finding.rule().danger()));
        if (!finding.severity().because().isEmpty()) {
            text.append("%s%s\n".formatted(INDENT, oneLine(finding.severity().because())));
        }
        if (!finding.rewrite().isEmpty()) {
            text.append("%sInstead:\n".formatted(INDENT));
            Printable.text(finding.rewrite()).lines()
                    .forEach(line -> text.append("%s%s %s\n".formatted(INDENT, emphasis.faint("|"), line)));
        }
        return text.append('\n').toString();
    }

    private static String oneLine(String text) {
        return Printable.text(text).replace('\n', ' ');
    }

    private String summary(Report report) {
        var found = new ArrayList<String>();
        for (Level level : Level.values()) {
            long count = report.count(level);
            if (count > 0) {
                found.addFirst(emphasis.level(level, Words.count(count, Words.of(level))));
            }
        }
        return Words.count(report.files().size(), "file") + ": "
                + (found.isEmpty() ? "nothing found" : String.join(", ", found));
    }
}
