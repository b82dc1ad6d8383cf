package dev.plangate.checks.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.checks.CheckLimits;
import dev.plangate.checks.rule.Level;
import dev.plangate.checks.rule.Policy;
import dev.plangate.checks.rule.Running;
import dev.plangate.v1.ReviewPolicy;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Files as people have them. */
class FileCheckerTest {
    /** A machine may be busy. */
    private static final FileChecker CHECKER = new FileChecker(limits(Duration.ofMinutes(5)));
    private static final int LIMIT = CheckLimits.DEFAULT.sheetBytes();

    @AfterAll
    static void close() {
        CHECKER.close();
    }

    private static CheckLimits limits(Duration parse) {
        var usual = CheckLimits.DEFAULT;
        return new CheckLimits(usual.sheetBytes(), usual.findings(), usual.explained(), parse, usual.connect(),
                usual.lock(), usual.statement(), 1, 0);
    }

    private static CheckedFile check(byte[] bytes) throws Exception {
        return CHECKER.check("file.sql", new ByteArrayInputStream(bytes), Judging.DEFAULT);
    }

    private static CheckedFile check(String sql) throws Exception {
        return check(sql.getBytes(UTF_8));
    }

    /** Each as "line:column rule"; the lock timeout is a matter of its own. */
    private static List<String> lines(CheckedFile file) {
        return file.findings().stream().filter(finding -> !finding.rule().name().equals("require-lock-timeout"))
                .map(finding -> {
                    var at = file.source().position(finding.range().from());
                    return at.line() + ":" + at.column() + " " + finding.rule().name();
                }).toList();
    }

    private static void assertRefused(CheckedFile file, String rule, String message) {
        assertThat(file.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule().name()).isEqualTo(rule);
            assertThat(finding.severity().level()).isEqualTo(Level.ERROR);
            assertThat(finding.message()).contains(message).endsWith(".");
        });
    }

    /** Whatever a file was, the next one is checked. */
    @AfterEach
    void theCheckerGoesOn() throws Exception {
        assertThat(lines(check("drop table t"))).containsExactly("1:1 ban-drop-table");
    }

    @Test
    void anEmptyFileHasNoFindings() throws Exception {
        assertThat(check("").findings()).isEmpty();
        assertThat(check("\ufeff").findings()).isEmpty();
        assertThat(check(" \r\n-- nothing\r\n").findings()).isEmpty();
    }

    @Test
    void positionsWithAByteOrderMarkTabsCrlfAndWideCharacters() throws Exception {
        assertThat(lines(check("\ufeffdrop table a;\r\n\tdrop table b; select '日本\ud83d\ude00é'; drop table c;\r\n")))
                .containsExactly("1:1 ban-drop-table", "2:2 ban-drop-table", "2:31 ban-drop-table");
    }

    @Test
    void findingsAreInTheOrderOfTheText() throws Exception {
        assertThat(lines(check("alter table t drop column a, add constraint u unique (b), drop column c")))
                .containsExactly("1:15 ban-drop-column", "1:30 disallowed-unique-constraint",
                        "1:59 ban-drop-column");
    }

    @Test
    void bytesThatAreNotUtf8AreNamedWithTheirPlace() throws Exception {
        var latin = check("select 1;\nselect 'ä';".getBytes(ISO_8859_1));
        assertRefused(latin, "syntax-error", "The byte 0xE4 at offset 18 of the file is not UTF-8");
        assertThat(lines(latin)).containsExactly("2:9 syntax-error");

        assertRefused(check(new byte[]{'-', '-', (byte) 0xe2, (byte) 0x82}), "syntax-error",
                "The byte 0xE2 at offset 2");
        assertRefused(check("\ufeffselect 1".getBytes(UTF_16LE)), "syntax-error", "The file is UTF-16");
    }

    @Test
    void aNulByteIsRefused() throws Exception {
        assertRefused(check("select 1;\0drop table t;"), "syntax-error", "NUL byte");
    }

    @Test
    void aFileUpToTheLimitIsReviewedToItsEnd() throws Exception {
        String end = ";\ndrop table t";
        String values = "insert into t values (1)" + ",(2)".repeat((LIMIT - 100) / 4);
        String sql = values + " ".repeat(LIMIT - values.length() - end.length()) + end;
        assertThat(sql).hasSize(LIMIT);
        assertThat(lines(check(sql))).contains("2:1 ban-drop-table");
    }

    @Test
    void aFileOverTheLimitIsRefusedAndNotReadToItsEnd() throws Exception {
        assertRefused(check("-".repeat(LIMIT + 1)), "not-reviewed",
                "it has more than 2097152 bytes, which is the limit: split it");

        var endless = new InputStream() {
            @Override
            public int read() {
                return ' ';
            }
        };
        assertRefused(CHECKER.check("endless", endless, Judging.DEFAULT), "not-reviewed", "which is the limit");
    }

    @Test
    void aFileThatTakesTooLongIsRefused() throws Exception {
        try (var hasty = new FileChecker(limits(Duration.ofNanos(1)))) {
            var in = new ByteArrayInputStream("select 1;".repeat(100_000).getBytes(UTF_8));
            assertRefused(hasty.check("file.sql", in, Judging.DEFAULT), "not-reviewed", "it was not parsed within");
        }
    }

    @Test
    void tenThousandStatementsInOneLine() throws Exception {
        var found = lines(check("drop table t; ".repeat(10_000)));
        assertThat(found).hasSize(10_000).startsWith("1:1 ban-drop-table", "1:15 ban-drop-table")
                .endsWith("1:139987 ban-drop-table");
    }

    @Test
    void tenThousandCommandsInOneStatementTakeNoMoreMemoryThanTheyNeed() throws Exception {
        var found = check("alter table t drop column a" + ", drop column a".repeat(9_999)).findings();
        assertThat(found).hasSizeGreaterThanOrEqualTo(10_000);
        assertThat(found.stream().mapToLong(finding -> finding.rewrite().length()).sum()).isLessThan(40_000_000);
    }

    @Test
    void anExpressionThatNestsAHundredThousandLevelsIsRefused() throws Exception {
        assertRefused(check("select " + "(".repeat(100_000) + "1" + ")".repeat(100_000)), "not-reviewed",
                "The text cannot be reviewed: ");
        assertRefused(check("select " + "not ".repeat(100_000) + "true"), "not-reviewed",
                "The text cannot be reviewed: ");
        assertRefused(check("select 1" + "+1".repeat(100_000)), "not-reviewed", "The text cannot be reviewed: ");
    }

    @Test
    void aPolicySetsLevelsButNotThatOfWhatCouldNotBeReviewed() throws Exception {
        var off = ReviewPolicy.newBuilder();
        off.addRulesBuilder().setRule("ban-drop-table").setLevel(ReviewPolicy.Level.OFF);
        var judging = new Judging(Policy.of(off.build()), Running.STATEMENT_BY_STATEMENT, CatalogSource.NONE);
        var in = new ByteArrayInputStream("drop table t".getBytes(UTF_8));
        assertThat(lines(CHECKER.check("file.sql", in, judging))).isEmpty();

        off.addRulesBuilder().setRule("not-reviewed").setLevel(ReviewPolicy.Level.OFF);
        off.addRulesBuilder().setRule("syntax-error").setLevel(ReviewPolicy.Level.INFO);
        assertThat(Policy.of(off.build()).mistakes()).hasSize(2);
    }
}
