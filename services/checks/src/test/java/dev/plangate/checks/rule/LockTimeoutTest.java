package dev.plangate.checks.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.v1.ReviewPolicy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LockTimeoutTest {
    private static List<String> statements(String sql) {
        var sheet = Sheets.parse(sql);
        return Sheets.findings(sql, Optional.empty(), ReviewPolicy.getDefaultInstance()).stream()
                .filter(finding -> finding.rule().name().equals("require-lock-timeout"))
                .map(finding -> sheet.source().text(finding.range())).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alter table t add column a int", "create index on t (a)", "drop table t", "truncate t",
            "alter table t rename to u",
            "create table u (id int references t)", "create table u partition of t for values in (1)",
            "alter table t add foreign key (a) references u not valid",
            "lock table t", "create trigger g before insert on t execute function f()", "refresh materialized view t",
            "alter table t disable trigger all"})
    void aStrongLockWithoutTimeoutIsFound(String sql) {
        assertThat(statements(sql)).containsExactly(sql);
    }

    @ParameterizedTest
    @ValueSource(strings = {"select 1", "update t set a = 1", "create index concurrently on t (a)",
            "alter table t validate constraint c",
            "alter table t alter a set statistics 100", "create table t (a int)",
            "create table t (a int); alter table t add b int",
            "lock table t in share update exclusive mode", "refresh materialized view concurrently t",
            "alter sequence s owned by t.a",
            "set lock_timeout = '2s'; alter table t add a int", "set lock_timeout to 2000; alter table t add a int",
            "select set_config('lock_timeout', '2s', false); drop table t",
            "begin; set local lock_timeout = '2s'; alter table t add a int; commit"})
    void isSilentOtherwise(String sql) {
        assertThat(statements(sql)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"set lock_timeout = 0; truncate t", "set lock_timeout = '0ms'; truncate t",
            "set local lock_timeout = '2s'; truncate t",
            "begin; set local lock_timeout = '2s'; commit; truncate t",
            "begin; set lock_timeout = '2s'; rollback; truncate t",
            "set lock_timeout = '2s'; reset all; truncate t", "set lock_timeout = '2s'; discard all; truncate t",
            "truncate t; set lock_timeout = '2s'"})
    void aTimeoutThatDoesNotHoldDoesNotCount(String sql) {
        assertThat(statements(sql)).containsExactly("truncate t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"truncate t; drop table u; alter table v add a int",
            "begin; truncate t; drop table u; commit"})
    void isReportedOnce(String sql) {
        assertThat(statements(sql)).containsExactly("truncate t");
    }
}
