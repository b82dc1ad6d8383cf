package dev.plangate.checks.report;

import dev.plangate.checks.file.CheckedFile;
import dev.plangate.checks.rule.Finding;

/**
 * JUnit's XML, which every CI server shows: a suite for each file, a test case for each finding, failed when its level is one that fails. A file without findings is
 * one test that passed. Pure.
 */
final class JunitReport {
    private JunitReport() {}

    static String of(Report report) {
        var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append("<testsuites name=\"plangate\"%s>\n".formatted(counts(
                report.files().stream().mapToLong(JunitReport::tests).sum(),
                report.files().stream().mapToLong(file -> failures(report, file)).sum())));
        report.files().forEach(file -> suite(xml, report, file));
        return xml.append("</testsuites>\n").toString();
    }

    private static void suite(StringBuilder xml, Report report, CheckedFile file) {
        String name = attribute(file.name());
        xml.append("  <testsuite name=\"%s\"%s>\n".formatted(name, counts(tests(file), failures(report, file))));
        if (file.findings().isEmpty()) {
            xml.append("    <testcase name=\"nothing found\" classname=\"%s\"/>\n".formatted(name));
        }
        file.findings().forEach(finding -> testCase(xml, report, file, finding));
        xml.append("  </testsuite>\n");
    }

    private static void testCase(StringBuilder xml, Report report, CheckedFile file, Finding finding) {
        var at = Region.of(file, finding).start();
        var level = finding.severity().level();
        String text = escaped("%s:%d:%d %s %s\n%s".formatted(file.name(), at.line(), at.column(), Words.of(level),
                finding.rule().name(), Words.whole(finding)));
        xml.append("    <testcase name=\"%s at %d:%d\" classname=\"%s\">\n".formatted(finding.rule().name(), at.line(),
                at.column(), attribute(file.name())));
        xml.append(report.fails(level)
                ? "      <failure type=\"%s\" message=\"%s\">%s</failure>\n".formatted(finding.rule().name(),
                        attribute(finding.message()), text)
                : "      <system-out>%s</system-out>\n".formatted(text));
        xml.append("    </testcase>\n");
    }

    private static long tests(CheckedFile file) {
        return Math.max(1, file.findings().size());
    }

    private static long failures(Report report, CheckedFile file) {
        return file.findings().stream().filter(finding -> report.fails(finding.severity().level())).count();
    }

    private static String counts(long tests, long failures) {
        return " tests=\"%d\" failures=\"%d\" errors=\"0\"".formatted(tests, failures);
    }

    private static String attribute(String text) {
        return escaped(text).replace("\"", "&quot;").replace("\t", "&#9;").replace("\n", "&#10;");
    }

    /** In ASCII; what XML 1.0 has no way to write is shown as U+FFFD. */
    private static String escaped(String text) {
        var escaped = new StringBuilder();
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '\r' -> escaped.append("&#13;");
                default -> {
                    if (point == '\n' || point == '\t' || (point >= ' ' && point < 0x7f)) {
                        escaped.append((char) point);
                    } else {
                        escaped.append("&#").append(isXml(point) ? point : 0xfffd).append(';');
                    }
                }
            }
        });
        return escaped.toString();
    }

    private static boolean isXml(int point) {
        return (point >= ' ' && point <= 0xd7ff) || (point >= 0xe000 && point <= 0xfffd) || point >= 0x10000;
    }
}
