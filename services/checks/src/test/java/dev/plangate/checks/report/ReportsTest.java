package dev.plangate.checks.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.plangate.checks.file.CheckedFile;
import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.Level;
import dev.plangate.checks.rule.RuleInfo;
import dev.plangate.checks.rule.Severity;
import dev.plangate.checks.sql.Range;
import dev.plangate.checks.sql.SourceText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;

/** What each format makes of the same findings: {@code reports/}. */
class ReportsTest {
    private static final RuleInfo BLOCKS = new RuleInfo("blocks-writes", 9010, Level.ERROR,
            "Something blocks \"writes\" & reads.", "Nobody <writes>, 100% of the time.").instead("Do it elsewhere.");
    private static final RuleInfo STYLE = new RuleInfo("some-style", 9020, Level.WARNING, "It is not nice.",
            "It confuses.").offByDefault();
    private static final String SQL = "\ufeffselect 1;\r\n\tcreate index i on \"tägliche_日本\" (a,\r\n  b);\r\nselect '\u001b[31m::error::\u202e',  1 as i;\n";
    private static final Report REPORT = new Report(
            List.of(file("db/migrations/7 %,:ä.sql"), new CheckedFile("/abs/clean.sql", new SourceText("select 1"),
                    List.of())),
            Level.WARNING, "1.2");

    private static CheckedFile file(String name) {
        var source = new SourceText(SQL);
        return new CheckedFile(name, source, List.of(
                new Finding(BLOCKS, new Severity(Level.ERROR, "t has about 3 rows."), range("create index", "b)"),
                        "It builds an index on \"tägliche_日本\".", "-- first:\r\ncreate index concurrently ...;"),
                new Finding(STYLE, new Severity(Level.WARNING, ""), range("1 as i", "1 as i"),
                        "It says \u001b[31m' \n::error::'.", ""),
                new Finding(STYLE, new Severity(Level.INFO, ""), range(";\n", ";"), "It ends.", "")));
    }

    private static Range range(String from, String to) {
        int first = SQL.indexOf(from);
        int last = SQL.indexOf(to, first) + to.length();
        return new Range(SQL.substring(0, first).getBytes(UTF_8).length, SQL.substring(0, last).getBytes(UTF_8).length);
    }

    private static String expected(String file) throws IOException {
        try (var in = ReportsTest.class.getResourceAsStream("/reports/" + file)) {
            return in == null ? "" : new String(in.readAllBytes(), UTF_8);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isAsExpected(Format format) throws IOException {
        String file = switch (format) {
            case TEXT -> "text.txt";
            case JSON -> "json.jsonl";
            case SARIF -> "sarif.json";
            case GITHUB -> "github.txt";
            case JUNIT -> "junit.xml";
        };
        assertThat(format.of(REPORT, Emphasis.NONE)).as("services/checks/src/test/resources/reports/%s", file)
                .isEqualTo(expected(file));
    }

    /** The reader's encoding is not the terminal's, and escape sequences are nobody's. */
    @ParameterizedTest
    @EnumSource
    void isHarmless(Format format) {
        String text = format.of(REPORT, Emphasis.NONE);
        assertThat(text).doesNotContain("\u001b").doesNotContain("\u202e");
        if (format == Format.JSON || format == Format.SARIF || format == Format.JUNIT) {
            assertThat(text).matches("[\\n\\x20-\\x7e]*");
        } else {
            assertThat(text.lines()).allMatch(line -> format == Format.GITHUB || !line.strip().startsWith("::"));
        }
    }

    @Test
    void sarifValidates() throws IOException {
        var schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                .getSchema(ReportsTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json"));
        var empty = new Report(List.of(), Level.ERROR, "1.2");

        assertThat(schema.validate(Format.SARIF.of(REPORT, Emphasis.NONE), InputFormat.JSON)).isEmpty();
        assertThat(schema.validate(Format.SARIF.of(empty, Emphasis.NONE), InputFormat.JSON)).isEmpty();
        assertThat(schema.validate("{\"version\": \"2.1.0\", \"runs\": [{\"results\": []}]}", InputFormat.JSON))
                .as("the schema is in force").isNotEmpty();
    }

    @Test
    void junitIsXmlThatSaysWhatIsInTheFile() throws Exception {
        String xml = Format.JUNIT.of(REPORT, Emphasis.NONE);
        var document = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(UTF_8)));
        var suites = document.getDocumentElement();

        assertThat(suites.getAttribute("tests")).isEqualTo("4");
        assertThat(suites.getAttribute("failures")).isEqualTo("2");
        assertThat(((Element) suites.getElementsByTagName("testsuite").item(0)).getAttribute("name"))
                .isEqualTo("db/migrations/7 %,:ä.sql");
        assertThat(suites.getElementsByTagName("failure").item(0).getTextContent())
                .contains("It builds an index on \"tägliche_日本\". Nobody <writes>, 100% of the time.");
        assertThat(((Element) suites.getElementsByTagName("failure").item(1)).getAttribute("message"))
                .isEqualTo("It says \ufffd[31m' \n::error::'.");
    }

    @Test
    void jsonIsOneObjectForEachFile() throws IOException {
        var lines = Format.JSON.of(REPORT, Emphasis.NONE).lines().toList();
        var first = new ObjectMapper().readTree(lines.getFirst());

        assertThat(lines).hasSize(2);
        assertThat(first.path("file").asText()).isEqualTo("db/migrations/7 %,:ä.sql");
        assertThat(first.at("/findings/0/line").asInt()).isEqualTo(2);
        assertThat(first.at("/findings/0/column").asInt()).isEqualTo(2);
        assertThat(first.at("/findings/0/end_line").asInt()).isEqualTo(3);
        assertThat(first.at("/findings/0/end_column").asInt()).isEqualTo(5);
    }

    @Test
    void failsFromALevelOn() {
        var files = REPORT.files();
        assertThat(new Report(files, Level.ERROR, "").fails()).isTrue();
        var info = new CheckedFile("f", files.getFirst().source(), List.of(files.getFirst().findings().getLast()));
        assertThat(new Report(List.of(info), Level.WARNING, "").fails()).isFalse();
        assertThat(new Report(List.of(info), Level.INFO, "").fails()).isTrue();
        assertThat(new Report(List.of(files.getLast()), Level.INFO, "").fails()).isFalse();
    }
}
