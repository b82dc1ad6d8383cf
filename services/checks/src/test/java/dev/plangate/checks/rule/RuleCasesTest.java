package dev.plangate.checks.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.v1.ReviewPolicy;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each rule finds and leaves alone without a catalog: its file of cases. */
public class RuleCasesTest {
    static Stream<RuleCase> cases() {
        return RuleCase.all().stream().filter(one -> !one.kind().onServer());
    }

    static Stream<RuleInfo> rules() {
        return Rules.postgres().stream().map(Rule::info);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void findsThatAndNoMore(RuleCase one) {
        var running = one.kind() == RuleCase.Kind.TRANSACTION
                ? Running.ONE_TRANSACTION
                : Running.STATEMENT_BY_STATEMENT;
        var sheet = Sheets.parse(one.sql());
        var findings = Reviewer.review(sheet, Policy.of(policy(one.rule())), Optional.empty(), running).stream()
                .filter(finding -> finding.rule().name().equals(one.rule())).toList();

        assertThat(one.told(findings.stream().map(finding -> {
            var at = sheet.source().position(finding.range().from());
            return at.line() + ":" + at.column() + " " + finding.severity().level();
        }).toList())).containsExactlyElementsOf(one.found());
        for (Finding finding : findings) {
            assertThat(finding.message()).endsWith(".");
            if (!finding.rewrite().contains("...")) {
                Sheets.parse(finding.rewrite());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void hasCasesAnExampleAndAdvice(RuleInfo rule) {
        var cases = RuleCase.of(rule.name());
        assertThat(cases).as("cases/%s.cases", rule.name()).extracting(RuleCase::kind).contains(RuleCase.Kind.SERVER);
        assertThat(cases).anyMatch(one -> one.kind() != RuleCase.Kind.SERVER && !one.found().isEmpty())
                .anyMatch(one -> one.kind() != RuleCase.Kind.SERVER && one.found().isEmpty());
        assertThat(cases).allMatch(one -> one.kind() != RuleCase.Kind.FINDS || !one.found().isEmpty())
                .allMatch(one -> one.kind() != RuleCase.Kind.SILENT || one.found().isEmpty());
        assertThat(rule.instead()).endsWith(".");
        assertThat(found(rule, rule.example().dangerous())).isNotEmpty();
        assertThat(found(rule, rule.example().safe())).isEmpty();
        assertThat(rule.example().safe()).isNotBlank();
    }

    /** {@code TracedFilesIT} runs them. */
    @ParameterizedTest
    @MethodSource("dev.plangate.checks.rule.Rules#ofTraces")
    void whatTracesFindHasCasesToo(RuleInfo rule) {
        assertThat(RuleCase.of(rule.name())).as("cases/%s.cases", rule.name())
                .allMatch(one -> one.kind() == RuleCase.Kind.TRACED).anyMatch(one -> !one.found().isEmpty())
                .anyMatch(one -> one.found().isEmpty());
        assertThat(rule.instead()).endsWith(".");
        assertThat(rule.example().dangerous()).isNotBlank();
        assertThat(rule.example().safe()).isNotBlank();
    }

    private static List<Finding> found(RuleInfo rule, String sql) {
        return Sheets.findings(sql, Optional.empty(), policy(rule.name())).stream()
                .filter(finding -> finding.rule().equals(rule)).toList();
    }

    /** A policy that applies the rule, if it does not apply by itself. */
    public static ReviewPolicy policy(String rule) {
        var info = Rules.find(rule).orElseThrow();
        return info.on()
                ? ReviewPolicy.getDefaultInstance()
                : ReviewPolicy.newBuilder().addRules(ReviewPolicy.RuleSetting.newBuilder().setRule(rule)
                        .setLevel(ReviewPolicy.Level.valueOf(info.level().name()))).build();
    }
}
