package dev.plangate.checks.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.checks.sql.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What all rules have in common; what each finds stands in its file of cases. */
class RulesTest {
    @ParameterizedTest
    @EnumSource(Dialect.class)
    void namesAreUniqueForEachServer(Dialect dialect) {
        assertThat(Rules.all().stream().filter(rule -> rule.dialects().contains(dialect))).extracting(RuleInfo::name)
                .doesNotHaveDuplicates();
    }

    @Test
    void codesAreUnique() {
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
