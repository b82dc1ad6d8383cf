package dev.plangate.checks.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our interpreter gives the answers of Chicory's own, which follows the specification step by step. */
class FlatInterpreterTest {
    private static final PgGrammar OURS = new PgGrammar();
    private static final PgGrammar THEIRS = new PgGrammar(LibPgQuery::create);

    private static String answer(PgGrammar grammar, String sql) {
        return switch (grammar.parse(sql.getBytes(UTF_8))) {
            case PgGrammar.Answer.Tree tree -> UTF_8.decode(tree.json()).toString();
            case PgGrammar.Answer.Refused refused -> refused.toString();
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "select 1", "select 1.5e10, -0.0, 1e-300, .5, 9223372036854775808, 0x1F, 1_000",
            "select 'it''s', E'\\u00e4\\n', U&'\\0041', $$x$$, B'01', X'1f'",
            "selec 1", "select from where", "select 'unterminated", "select \"\"", "select /* unterminated",
            "select 1 +", "create table t (a int primary key, b text[] not null)",
            "create table t (like u including all) partition by hash (a)",
            "alter table t add constraint c check (a > 0) no inherit not valid, drop b cascade",
            "insert into t (a) values (1), (default) on conflict (a) do update set b = excluded.b returning *",
            "merge into t using u on t.a = u.a when matched and b > 0 then delete when not matched then insert values (1)",
            "with recursive x as (select 1 union all select n + 1 from x) search depth first by n set o select * from x",
            "select a, count(*) filter (where b) over (partition by c order by d rows between 1 preceding and current row) from t group by cube (a, b) having true",
            "create function f(a int, out b text) returns text language plpgsql as $f$ begin return 1; end $f$",
            "do $$ begin execute 'drop table t'; end $$",
            "create or replace view v with (security_barrier) as select * from json_table('[]', '$[*]' columns (id for ordinality)) as j",
            "create trigger g after update of a on t referencing old table as o for each statement execute function f()",
            "copy t from stdin with (format csv)",
            "grant select (a), update on t to public with grant option", "explain (analyze, format json) select 1",
            "vacuum (full, verbose) t",
            "create index concurrently if not exists i on only t using gin (a gin_trgm_ops) include (b) with (fillfactor = 70) where c is not null",
            "alter type e add value if not exists 'x' before 'y'", "set local search_path to a, b",
            "begin isolation level serializable read only; commit and chain",
            "select case when a then b else c end, coalesce(a, b), a::int[], (a).b, a[1:2], row(1, 2), array[1], exists (select 1), a is distinct from b, not a",
            "create policy p on t for select to r using (a = current_user)",
            "select \u00e4\u00f6\u00fc, '\ud83d\ude00' \ud83d\ude00 \u00df", "select \ud83d\ude00 from"})
    void answersAsChicorysInterpreterDoes(String sql) {
        assertThat(answer(OURS, sql)).isEqualTo(answer(THEIRS, sql));
    }

    @Test
    void answersTheSameForAScript() {
        String sql = IntStream.range(0, 50)
                .mapToObj(i -> "update t" + i + " set a = " + i + " * (b - 1.25) where c in ('" + "x".repeat(i)
                        + "', null) or d like '%'")
                .collect(Collectors.joining(";\n"));
        assertThat(answer(OURS, sql)).isEqualTo(answer(THEIRS, sql)).startsWith("{\"version\":18");
    }
}
