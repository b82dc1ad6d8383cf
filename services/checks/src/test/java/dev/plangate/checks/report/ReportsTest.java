package dev.plangate.checks.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.plangate.checks.file.CheckedFile;
import dev.plangate.checks.file.FileTrace;
import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.Level;
import dev.plangate.checks.rule.LockMode;
import dev.plangate.checks.rule.RuleInfo;
import dev.plangate.checks.rule.Severity;
import dev.plangate.checks.sql.ParsedSheet;
import dev.plangate.checks.sql.Range;
import dev.plangate.checks.sql.RelationName;
import dev.plangate.checks.sql.SheetParser;
import dev.plangate.checks.sql.SourceText;
import dev.plangate.checks.trace.Size;
import dev.plangate.checks.trace.Touched;
import dev.plangate.checks.trace.Trace;
import dev.plangate.checks.trace.TracedLock;
import dev.plangate.checks.trace.TracedStatement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeoutException;
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

    private static final RelationName TABLE = new RelationName("public", "o\u001b[31m\u202ers\n::error::x");

    /** Its names and reasons come from a target, and hold what is to be hidden. */
    private static Report traced() {
        ParsedSheet.Valid sheet;
        try (var parser = new SheetParser(1 << 20, 0, 1)) {
            sheet = (ParsedSheet.Valid) parser.parse("", "select 1;\n begin; select 2; commit",
                    Duration.ofMinutes(2));
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
        var on = Touched.of(TABLE, 'r');
        var second = new TracedStatement(2, TracedStatement.Mode.IN_TRANSACTION,
                List.of(new TracedLock(on, LockMode.ACCESS_EXCLUSIVE, 3)), List.of(on), List.of(), List.of(),
                List.of(), List.of(new RelationName("public", "gone")), Optional.empty());
        var trace = new Trace.Partly(
                new Trace.Run(180_001,
                        List.of(TracedStatement.failed(0, TracedStatement.Mode.OUTSIDE, "no \u001b[31m"), second),
                        Map.of(TABLE, new Size(OptionalLong.of(2_000_000), 1 << 20, 3 << 20))),
                List.of("statement 1 failed on the clone: no \u001b[31m\n::error::"));
        return new Report(List.of(new CheckedFile("new.sql", sheet.source(), List.of(),
                Optional.of(new FileTrace(sheet, trace)))), Level.ERROR, "1.2");
    }

    @Test
    void aTraceStandsUnderTheFindings() {
        String text = Format.TEXT.of(traced(), Emphasis.NONE);

        assertThat(text).isEqualTo(
                """
                        new.sql traced
                          Partly traced: statement 1 failed on the clone: no \ufffd[31m ::error::.
                          Locks on an empty clone of the target, PostgreSQL 18 (X: nobody reads or writes, W: nobody writes, -: others go on):
                                                           3
                            public."o\ufffd[31m\ufffdrs ::error::x"  X
                                                           readers and writers wait from 3 to the end of 4 (ACCESS EXCLUSIVE, about 2,000,000 rows, 3 MB), at least about 2.0 s: rewrite of public."o\ufffd[31m\ufffdrs ::error::x" (about 2,000,000 rows); how much longer nobody knows: it depends on the rows, which the clone has not
                              3  select 2
                            Times are estimates: rows by the target's statistics, 1,800,000 scanned, 1,000,000 rewritten and 1,000,000 index entries built a second; waiting for a lock comes on top.

                        1 file: nothing found
                        """);
    }

    @Test
    void aTraceIsAMemberOfTheFilesObject() throws IOException {
        String json = Format.JSON.of(traced(), Emphasis.NONE);
        String table = "\"public.\\\"o\\u001b[31m\\u202ers\\n::error::x\\\"\"";

        assertThat(json).matches("[\\n\\x20-\\x7e]*");
        assertThat(new ObjectMapper().readTree(json).path("trace")).isEqualTo(new ObjectMapper().readTree(
                """
                        {"status": "partly", "reasons": ["statement 1 failed on the clone: no \\u001b[31m\\n::error::"], "postgres": 18,
                         "blocked": [{"relation": TABLE, "mode": "ACCESS EXCLUSIVE", "readers": true, "from": 3, "until": 4,
                            "rows": 2000000, "bytes": 3145728, "estimate": "at_least", "seconds": 2.0,
                            "how": "rewrite of public.\\"o\\u001b[31m\\u202ers\\n::error::x\\" (about 2,000,000 rows); it depends on the rows, which the clone has not"}],
                         "estimated_by": "rows by the target's statistics, 1,800,000 scanned, 1,000,000 rewritten and 1,000,000 index entries built a second; waiting for a lock comes on top",
                         "statements": [
                            {"statement": 1, "line": 1, "column": 1, "runs": "outside", "locks": [], "rewrites": [], "scans": [], "builds": [], "creates": [], "drops": [],
                             "failure": "no \\u001b[31m"},
                            {"statement": 3, "line": 2, "column": 9, "runs": "in_transaction",
                             "locks": [{"relation": TABLE, "kind": "table", "mode": "ACCESS EXCLUSIVE", "until": 4, "rows": 2000000, "bytes": 3145728}],
                             "rewrites": [{"relation": TABLE, "kind": "table", "rows": 2000000, "bytes": 3145728}],
                             "scans": [], "builds": [], "creates": [], "drops": ["public.gone"], "failure": null}]}
                        """
                        .replace("TABLE", table)));
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
