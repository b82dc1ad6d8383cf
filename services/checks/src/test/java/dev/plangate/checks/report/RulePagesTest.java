package dev.plangate.checks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.checks.CheckLimits;
import dev.plangate.checks.file.FileChecker;
import dev.plangate.checks.file.RuleExample;
import dev.plangate.checks.rule.RuleInfo;
import dev.plangate.checks.rule.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The committed pages say what the rules say. */
class RulePagesTest {
    private static final String UPDATE = "mvn -pl services/checks -am test -Dtest=RulePagesTest -Dsurefire.failIfNoSpecifiedTests=false -Dplangate.pages=write";
    private static final Path PAGES = Stream.of("docs/rules", "services/checks/docs/rules").map(Path::of)
            .filter(Files::isDirectory).findFirst().orElse(Path.of("docs/rules"));

    private static Map<String, String> generated() throws InterruptedException {
        var pages = new TreeMap<String, String>();
        pages.put("README.md", RulePage.index(Rules.all()));
        try (var checker = new FileChecker(CheckLimits.DEFAULT)) {
            var example = new RuleExample(checker);
            for (RuleInfo rule : Rules.all()) {
                pages.put(RulePage.file(rule), RulePage.of(rule, example.of(rule)));
            }
        }
        return pages;
    }

    private static Map<String, String> committed() throws IOException {
        var pages = new TreeMap<String, String>();
        try (var files = Files.walk(PAGES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                pages.put(PAGES.relativize(file).toString(), Files.readString(file));
            }
        }
        return pages;
    }

    @Test
    void areUpToDate() throws Exception {
        var generated = generated();
        if ("write".equals(System.getProperty("plangate.pages"))) {
            Files.createDirectories(PAGES);
            for (String gone : committed().keySet().stream().filter(name -> !generated.containsKey(name)).toList()) {
                Files.delete(PAGES.resolve(gone));
            }
            for (var page : generated.entrySet()) {
                Files.createDirectories(PAGES.resolve(page.getKey()).getParent());
                Files.writeString(PAGES.resolve(page.getKey()), page.getValue());
            }
        }
        assertThat(committed()).as("write the pages anew by: %s", UPDATE).isEqualTo(generated);
    }

    @Test
    void aRuleWithoutAdviceAndExampleHasAPage() throws Exception {
        var rule = new RuleInfo("a-rule", 1, dev.plangate.checks.rule.Level.WARNING, "It finds.", "It blocks.");
        try (var checker = new FileChecker(CheckLimits.DEFAULT)) {
            assertThat(RulePage.of(rule, new RuleExample(checker).of(rule))).isEqualTo("""
                    # a-rule

                    It finds.

                    | | |
                    |---|---|
                    | level | warning |
                    | applies | unless a policy switches it off |
                    | versions of PostgreSQL | all |
                    | code | 1 |

                    ## Why it is dangerous

                    It blocks.
                    """);
        }
    }
}
