package dev.plangate.checks.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts in which no rule at all finds anything, but for the lock timeout: what one rule advises, another must not find. */
class SafeScriptsTest {
    static Stream<RuleInfo> examples() {
        return Rules.postgres().stream().map(Rule::info).filter(rule -> !rule.example().safe().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void whatOneRuleAdvisesNoOtherFinds(RuleInfo rule) {
        assertThat(Sheets.review(rule.example().safe())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"create index concurrently i on t (a)", "create index i on only t (a)",
            "create table t (a int); create index on t (a)", "create table s.t (a int); create index on s.t (a)",
            "create table public.t (a int); create index on t (a)",
            "create temp table t (a int); create index on t (a)",
            "set search_path to app; create table t (a int); create index on app.t (a)",
            "create table t as select 1 as a; create index on t (a)", "select 1 as a into t; create index on t (a)",
            "create materialized view t as select 1 as a; create index on t (a)",
            "create table t (a int); alter table t rename to u; create index on u (a)",
            "create table t (a int primary key, b int references u unique check (b > 0))",
            """
                    create table t (a int);
                    alter table t add primary key (a), add unique (a), add check (a > 0), alter a set not null, alter a type bigint, drop a,
                        add b float default random(), add c serial, add d int not null, add foreign key (a) references u;
                    vacuum full t; cluster t using i; alter table t set logged; alter table t disable trigger all;
                    truncate t;
                    drop table t
                    """,
            """
                    alter table t add constraint c check (a is not null) not valid;
                    alter table t validate constraint c;
                    alter table t alter a set not null;
                    alter table t drop constraint c
                    """,
            """
                    begin;
                    create table t (id int primary key, u int references u);
                    create index t_u on t (u);
                    alter table t add check (id > 0);
                    create trigger g before insert on t for each row execute function f();
                    insert into t select id, id from u;
                    drop index t_u;
                    commit
                    """,
            "begin; alter table t add a int; insert into versions values (7); commit",
            "alter table t add constraint f foreign key (a) references u not valid",
            "alter table t validate constraint f",
            "alter table t add column a int references u", "alter table t add column a int default null references u",
            "alter table t add constraint c check (a > 0) not enforced",
            "alter table t add constraint c not null a not valid",
            "create unique index concurrently i on t (a); alter table t add constraint c unique using index i",
            "alter table t add constraint c primary key using index i", "alter table t add column a int default 1",
            "alter table t add column a timestamptz not null default now()",
            "alter table t add column a date default current_date",
            "alter table t alter a set default random()",
            "drop index concurrently i; create index concurrently i on t (b)",
            "reindex index concurrently i", "refresh materialized view concurrently v", "vacuum (analyze) t", "analyze",
            "alter type e add value 'x'", "alter type e rename value 'a' to 'b'", "alter index i rename to j",
            "alter view v rename to w", "alter table t rename constraint a to b",
            "comment on table t is 'drop table t'",
            "select 'truncate t'", "update t set a = 1 where id = 7", ""})
    void isSilentOnWhatIsSafe(String sql) {
        assertThat(Sheets.review(sql)).isEmpty();
    }
}
