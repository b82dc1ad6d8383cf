package dev.plangate.checks.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.v1.ReviewPolicy;
import dev.plangate.v1.ReviewPolicy.Base;
import dev.plangate.v1.ReviewPolicy.Exemptions;
import dev.plangate.v1.ReviewPolicy.RuleSetting;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bases, exemptions by comment, and what of a policy is refused. */
class PolicyTest {
    private static List<String> found(String sql, ReviewPolicy policy) {
        return Sheets.findings(sql, Optional.empty(), policy).stream()
                .filter(finding -> finding.rule().name().matches("ban-.*|ignore-comment"))
                .map(finding -> Sheets.parse(sql).source().position(finding.range().from()).line() + ": "
                        + finding.rule().name() + " " + finding.severity().level())
                .toList();
    }

    private static ReviewPolicy.Builder base(Base base) {
        return ReviewPolicy.newBuilder().setBase(base);
    }

    private static RuleSetting.Builder rule(String name, ReviewPolicy.Level level) {
        return RuleSetting.newBuilder().setRule(name).setLevel(level);
    }

    @ParameterizedTest
    @CsvSource({"BASE_UNSPECIFIED, ERROR, WARNING", "STRICT, ERROR, WARNING", "RELAXED, WARNING, INFO"})
    void aBaseSaysWhatFindingsWeigh(Base base, String drop, String column) {
        assertThat(found("drop table a; alter table b drop c", base(base).build()))
                .containsExactly("1: ban-drop-table " + drop, "1: ban-drop-column " + column);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ban-duplicate-column-assignments", "adding-required-field", "alter-enum-add-value",
            "ban-concurrent-index-creation-in-transaction", "transaction-nesting", "ban-uncommitted-transaction",
            "invalid-function-body", "dynamic-sql"})
    void whatFailsWeighsTheSameEverywhere(String rule) {
        String sql = Rules.find(rule).orElseThrow().example().dangerous();
        assertThat(levels(sql, rule, Base.RELAXED)).isNotEmpty().isEqualTo(levels(sql, rule, Base.STRICT));
    }

    @Test
    void whatWeighsTheSameEverywhereAreRules() {
        assertThat(Rules.all()).extracting(RuleInfo::name)
                .containsAll(dev.plangate.checks.rule.Base.EVERYWHERE);
    }

    private static List<Level> levels(String sql, String rule, Base base) {
        return Sheets.findings(sql, Optional.empty(), base(base).build()).stream()
                .filter(finding -> finding.rule().name().equals(rule)).map(finding -> finding.severity().level())
                .toList();
    }

    @Test
    void settingsGoBeforeTheBase() {
        var policy = base(Base.RELAXED).addRules(rule("ban-drop-table", ReviewPolicy.Level.ERROR)).build();
        assertThat(found("drop table a", policy)).containsExactly("1: ban-drop-table ERROR");
        assertThat(Policy.of(policy).sizes()).isEqualTo(new Sizes(1_000_000, 1_000_000));
        assertThat(Policy.of(policy.toBuilder().setLargeTableRows(5).setAffectedRowLimit(7).build()).sizes())
                .isEqualTo(new Sizes(5, 7));
    }

    @Test
    void aCommentTakesFindingsAway() {
        assertThat(found("-- plangate:ignore ban-drop-table: it is empty\ndrop table a, b", base(Base.STRICT).build()))
                .containsExactly("1: ignore-comment INFO");
        assertThat(Sheets.findings("-- plangate:ignore ban-drop-table: it is empty.\ndrop table a, b",
                Optional.empty(), ReviewPolicy.getDefaultInstance())).extracting(Finding::message)
                .contains(
                        "The next statement is exempted from ban-drop-table (2 findings, the worst of level ERROR). Reason: it is empty.");
        assertThat(found("-- plangate:ignore ban-drop-table\ndrop table a", base(Base.STRICT).build()))
                .containsExactly("1: ignore-comment WARNING", "2: ban-drop-table ERROR");
        assertThat(found("-- plangate:ignore ban-drop-table: it is empty\ndrop table a; drop table b",
                base(Base.STRICT).build())).containsExactly("1: ignore-comment INFO", "2: ban-drop-table ERROR");
    }

    @Test
    void aPolicySaysWhichRulesACommentMayExempt() {
        String sql = "-- plangate:ignore ban-drop-table: it is empty\ndrop table a";
        var none = ReviewPolicy.newBuilder().setExemptions(Exemptions.getDefaultInstance()).build();
        var one = ReviewPolicy.newBuilder().setExemptions(Exemptions.newBuilder().addRules("ban-drop-table")).build();
        assertThat(found(sql, none)).containsExactly("1: ignore-comment WARNING", "2: ban-drop-table ERROR");
        assertThat(found(sql, one)).containsExactly("1: ignore-comment INFO");
        assertThat(found(sql, none.toBuilder().addRules(rule("ignore-comment", ReviewPolicy.Level.ERROR)).build()))
                .containsExactly("1: ignore-comment ERROR", "2: ban-drop-table ERROR");
    }

    @Test
    void mistakesAreNamed() {
        var policy = ReviewPolicy.newBuilder().setBaseValue(9)
                .addRules(rule("ignore-comment", ReviewPolicy.Level.OFF))
                .addRules(rule("syntax-error", ReviewPolicy.Level.INFO))
                .addRules(rule("no-such-rule", ReviewPolicy.Level.INFO))
                .setExemptions(Exemptions.newBuilder().addRules("nor-this")).build();
        assertThat(Policy.of(policy).mistakes()).hasSize(5).anyMatch(mistake -> mistake.contains("base"))
                .anyMatch(mistake -> mistake.contains("ignore-comment cannot be switched off"))
                .anyMatch(mistake -> mistake.contains("syntax-error"))
                .anyMatch(mistake -> mistake.contains("'no-such-rule'"))
                .anyMatch(mistake -> mistake.contains("'nor-this'"));
    }
}
