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
            "alter table t disable trigger all", "alter sequence s owned by t.a", "drop index i", "reindex index i",
            "vacuum full t", "drop policy p on t", "alter table t attach partition p default",
            "alter index i set tablespace x", "drop sequence s", "alter table t set (user_catalog_table = on)"})
    void aStrongLockWithoutTimeoutIsFound(String sql) {
        assertThat(statements(sql)).containsExactly(sql);
    }

    @ParameterizedTest
    @ValueSource(strings = {"select 1", "update t set a = 1", "create index concurrently on t (a)",
            "alter table t validate constraint c",
            "alter table t alter a set statistics 100", "create table t (a int)",
            "create table t (a int); alter table t add b int",
            "lock table t in share update exclusive mode", "refresh materialized view concurrently t",
            "create sequence s; alter sequence s owned by t.a",
            "create table t (a serial); alter sequence t_a_seq restart",
            "create table t (a int); create index i on t (a); drop index i; alter index i rename to j",
            "reindex index concurrently i", "drop index concurrently i", "alter index i set (fillfactor = 70)",
            "create statistics s on a, b from t", "alter table t set (autovacuum_enabled = off)", "analyze t",
            "comment on table t is 'x'", "alter table t detach partition p concurrently",
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
            "set lock_timeout = '2s'; begin; set local lock_timeout = 0; truncate t; commit",
            "begin; set local lock_timeout = '2s'; commit and chain; truncate t; commit",
            "set lock_timeout = '2s'; reset lock_timeout; truncate t", "set lock_timeout to default; truncate t",
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
