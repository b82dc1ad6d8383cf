package dev.plangate.checks.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What rules find and leave alone without a catalog, where they have no file of cases yet. */
class RulesTest {
    static Stream<Arguments> dangerous() {
        return Stream.of(find("drop table a, b.c cascade", "1: ban-drop-table", "1: ban-drop-table"),
                find("drop table if exists a", "1: ban-drop-table"),
                find("drop schema a", "1: ban-drop-schema"), find("drop database a", "1: ban-drop-database"),
                find("truncate a, b", "1: ban-truncate", "1: ban-truncate"),
                find("truncate table only a cascade", "1: ban-truncate", "1: ban-truncate-cascade"),
                find("alter table t drop column a, drop if exists b cascade", "1: ban-drop-column",
                        "1: ban-drop-column"),
                find("alter table t rename column a to b", "1: renaming-column"),
                find("alter table t rename a to b", "1: renaming-column"),
                find("alter table t rename to u", "1: renaming-table"));
    }

    static Stream<Arguments> safe() {
        return Stream.of(find("create table t (a int); truncate t; drop table t"),
                find("alter index i rename to j"), find("alter view v rename to w"),
                find("alter table t rename constraint a to b"),
                find("alter type e rename value 'a' to 'b'"), find("comment on table t is 'drop table t'"),
                find("select 'truncate t'"), find(""));
    }

    private static Arguments find(String sql, String... findings) {
        return Arguments.of(sql, List.of(findings));
    }

    @ParameterizedTest
    @MethodSource("dangerous")
    void findsWhatIsDangerous(String sql, List<String> findings) {
        assertThat(Sheets.review(sql)).containsExactlyElementsOf(findings);
    }

    @ParameterizedTest
    @MethodSource("safe")
    void isSilentOnWhatIsSafe(String sql, List<String> findings) {
        assertThat(Sheets.review(sql)).containsExactlyElementsOf(findings);
    }

    @Test
    void namesAndCodesAreUnique() {
        assertThat(Rules.all()).extracting(RuleInfo::name).doesNotHaveDuplicates();
        assertThat(Rules.all()).extracting(RuleInfo::code).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("dangerous")
    void rewritesAreSqlAndFindNothingWorse(String sql, List<String> findings) {
        for (Finding finding : Sheets.findings(sql, Optional.empty(),
                dev.plangate.v1.ReviewPolicy.getDefaultInstance())) {
            if (!finding.rewrite().contains("...")) {
                Sheets.parse(finding.rewrite());
            }
            assertThat(finding.message()).endsWith(".");
        }
    }
}
