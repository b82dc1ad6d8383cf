package dev.plangate.checks.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each rule finds and what it leaves alone, without a catalog. */
class RulesTest {
    static Stream<Arguments> dangerous() {
        return Stream.of(find("create index i on t (a)", "1: require-concurrent-index-creation"),
                find("create unique index on s.t using gin (a) where b > 0", "1: require-concurrent-index-creation"),
                find("begin;\ncreate index i on t (a);\ncommit;", "2: require-concurrent-index-creation"),
                find("alter table t alter column a type bigint", "1: changing-column-type"),
                find("alter table t\n  alter a set data type text,\n  alter b type varchar(20)",
                        "2: changing-column-type", "3: changing-column-type"),
                find("alter table t alter a set not null", "1: adding-not-nullable-field"),
                find("alter table t add constraint c check (a is not null) not valid; alter table t alter a set not null",
                        "1: adding-not-nullable-field"),
                find("alter table t add constraint f foreign key (a) references u (id)",
                        "1: adding-foreign-key-constraint"),
                find("alter table t add foreign key (a) references u", "1: adding-foreign-key-constraint"),
                find("alter table t add column a int default 1 references u", "1: adding-foreign-key-constraint"),
                find("alter table t add constraint c check (a > 0)", "1: constraint-missing-not-valid"),
                find("alter table t add column a int check (a > 0)", "1: constraint-missing-not-valid"),
                find("alter table t add constraint c not null a", "1: constraint-missing-not-valid"),
                find("alter table t add constraint c unique (a, b)", "1: disallowed-unique-constraint"),
                find("alter table t add column a int unique", "1: disallowed-unique-constraint"),
                find("alter table t add primary key (a)", "1: adding-primary-key-constraint"),
                find("alter table t add column a int primary key", "1: adding-primary-key-constraint"),
                find("alter table t add column a float default random()", "1: adding-field-with-default"),
                find("alter table t add column a uuid not null default gen_random_uuid()",
                        "1: adding-field-with-default"),
                find("alter table t add column a timestamptz default pg_catalog.clock_timestamp()",
                        "1: adding-field-with-default"),
                find("alter table t add column a int default nextval('s')", "1: adding-field-with-default"),
                find("alter table t add column a int default 1 + (random() * 6)::int", "1: adding-field-with-default"),
                find("alter table t add column a int default my_function()", "1: adding-field-with-default"),
                find("create table audit.t (id int); create index on t (a)", "1: require-concurrent-index-creation"),
                find("create table t (id int); alter table t rename to u; create index on t (a)",
                        "1: require-concurrent-index-creation"));
    }

    static Stream<Arguments> safe() {
        return Stream.of(find("create index concurrently i on t (a)"), find("create index i on only t (a)"),
                find("create table t (a int); create index on t (a)"),
                find("create table s.t (a int); create index on s.t (a)"),
                find("create table public.t (a int); create index on t (a)"),
                find("create temp table t (a int); create index on t (a)"),
                find("set search_path to app; create table t (a int); create index on app.t (a)"),
                find("create table t as select 1 as a; create index on t (a)"),
                find("select 1 as a into t; create index on t (a)"),
                find("create materialized view t as select 1 as a; create index on t (a)"),
                find("create table t (a int); alter table t rename to u; create index on u (a)"),
                find("create table t (a int primary key, b int references u unique check (b > 0))"),
                find("create table t (a int); alter table t add primary key (a), add unique (a), add check (a > 0), alter a set not null, alter a type bigint,"
                        + " drop a, add b float default random(), add foreign key (a) references u; truncate t; drop table t"),
                find("alter table t add constraint c check (a is not null) not valid; alter table t validate constraint c; alter table t alter a set not null"),
                find("alter table t add constraint f foreign key (a) references u not valid"),
                find("alter table t validate constraint f"),
                find("alter table t add column a int references u"),
                find("alter table t add column a int default null references u"),
                find("alter table t add constraint c check (a > 0) not valid"),
                find("alter table t add constraint c check (a > 0) not enforced"),
                find("alter table t add constraint c not null a not valid"),
                find("alter table t add constraint c unique using index i"),
                find("alter table t add constraint c primary key using index i"),
                find("alter table t add column a int default 1"),
                find("alter table t add column a timestamptz not null default now()"),
                find("alter table t add column a date default current_date"),
                find("alter table t add column a jsonb default '{}'::jsonb"),
                find("alter table t add column a text default lower('X') || 'y'"),
                find("alter table t alter a set default random()"), find("alter table t alter a drop not null"),
                find("drop index concurrently i"),
                find(""));
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
