package dev.plangate.checks.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What all rules have in common; what each finds stands in its file of cases. */
class RulesTest {
    @Test
    void namesAndCodesAreUnique() {
        assertThat(Rules.all()).extracting(RuleInfo::name).doesNotHaveDuplicates();
        assertThat(Rules.all()).extracting(RuleInfo::code).doesNotHaveDuplicates();
    }

    @Test
    void eachSaysWhatItFindsAndWhy() {
        assertThat(Rules.all()).allSatisfy(rule -> {
            assertThat(rule.name()).matches("[a-z][a-z0-9-]*");
            assertThat(rule.summary()).endsWith(".");
            assertThat(rule.danger()).endsWith(".");
        });
    }
}
