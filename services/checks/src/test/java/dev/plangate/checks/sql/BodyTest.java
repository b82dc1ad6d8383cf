package dev.plangate.checks.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What is seen of the code in DO blocks and functions, and where. */
class BodyTest {
    private static final SheetParser PARSER = new SheetParser(1 << 21, 1 << 20, 1);

    @AfterAll
    static void close() {
        PARSER.close();
    }

    private static ParsedSheet.Valid parse(String sql) throws Exception {
        return (ParsedSheet.Valid) PARSER.parse("", sql, Duration.ofMinutes(2));
    }

    private static Body body(String sql) throws Exception {
        return parse(sql).statements().getLast().body().orElseThrow();
    }

    /** Each as "line:column text in the sheet". */
    private static List<String> found(String sql) throws Exception {
        var source = parse(sql).source();
        return body(sql).statements().stream().map(one -> {
            var at = source.position(one.range().from());
            return at.line() + ":" + at.column() + " " + source.text(one.range());
        }).toList();
    }

    @Test
    void statementsStandWhereTheyStandInTheSheet() throws Exception {
        assertThat(found("""
                select 'é';
                DO $body$
                <<outer>>
                declare r record; x t.a%type;
                begin
                \t/* ä */ update t set a = 1
                    where b = x;
                  select id into strict x from t where a = 1; delete from t; delete from t;
                  PERFORM f(x);
                  for r in select * from u loop
                    insert into v values (r.a) returning id into x;
                  end loop;
                  if x > 1 then execute 'drop table w'; end if;
                exception when others then truncate t;
                end
                $body$""")).containsExactly("6:10 update t set a = 1\n    where b = x",
                "8:3 select id into strict x from t where a = 1", "8:47 delete from t", "8:62 delete from t",
                "9:3 PERFORM f(x)", "10:12 select * from u", "11:5 insert into v values (r.a) returning id",
                "13:26 drop table w", "14:28 truncate t");
    }

    @Test
    void commandsAndLocationsAreThoseOfTheSheet() throws Exception {
        String sql = "select 1; do $$ begin\n alter table t\n  add a int,\n  drop b; end $$";
        var statement = body(sql).statements().getFirst();
        var source = parse(sql).source();
        assertThat(statement.index()).isEqualTo(1);
        assertThat(statement.commands()).extracting(source::text).containsExactly("add a int", "drop b");
        assertThat(statement.tree().path("relation").path("location").asInt())
                .isEqualTo(sql.indexOf("t\n  add"));
    }

    @Test
    void aBodyWithEscapesHasNoPlacesInside() throws Exception {
        assertThat(found("do 'begin delete from t where a = ''x''; end'"))
                .containsExactly("1:4 'begin delete from t where a = ''x''; end'");
        assertThat(found("do 'begin delete from t; end'")).containsExactly("1:11 delete from t");
        assertThat(found("do E'begin delete from\\n t; end'")).hasSize(1);
    }

    @Test
    void whatIsExecutedIsReadWhereItIsAConstant() throws Exception {
        assertThat(found("do $$ begin execute 'truncate a; truncate b'; execute 'truncate ' || c; end $$"))
                .containsExactly("1:22 truncate a", "1:34 truncate b");
        assertThat(found("do $$ begin execute 'delete from t where a = ''x'''; end $$"))
                .containsExactly("1:21 'delete from t where a = ''x'''");
        assertThat(body("do $$ begin execute 'truncate ' || c; execute c; execute 'no sql'; end $$").computed())
                .hasSize(3);
    }

    @Test
    void blocksInBlocksAreReadToo() throws Exception {
        var inner = body("do $a$ begin do $b$ begin delete from t; end $b$; end $a$").statements().getFirst();
        assertThat(inner.body().orElseThrow().statements()).extracting(Statement::node).containsExactly("DeleteStmt");
        String deep = "delete from t";
        for (int i = 0; i < 6; i++) {
            deep = "do $t" + i + "$ begin " + deep + "; end $t" + i + "$";
        }
        var body = body(deep);
        while (body.problem().isEmpty()) {
            body = body.statements().getFirst().body().orElseThrow();
        }
        assertThat(body.problem()).isEqualTo("it stands in more than 3 other blocks");
    }

    @Test
    void typesThatOnlyTheTargetKnowsAreNoMistakeOfAFunction() throws Exception {
        String code = " $$ declare r record; x int; begin select 1, 2 into r, x; end $$";
        assertThat(body("create function f() returns void language plpgsql as" + code).problem()).isEmpty();
        assertThat(body("do" + code).problem()).startsWith("that needs types which only the target knows");
        assertThat(found("do $$ declare r shop.orders%ROWTYPE; begin r.a := 1; delete from t; end $$"))
                .containsExactly("1:54 delete from t");
    }

    @Test
    void problemsAreTold() throws Exception {
        assertThat(body("do $$ begin delet from t; end $$").problem()).isEqualTo("syntax error at or near \"delet\"");
        assertThat(body("do $$ begin select 1 into x; end $$").problem()).isEqualTo("\"x\" is not a known variable");
        assertThat(body("do language plperl 'x'").problem()).isEqualTo("code in plperl is not read");
        assertThat(body("create function f() returns int language sql as 'selec 1'").problem())
                .isEqualTo("syntax error at or near \"selec\"");
        assertThat(body("create function f() returns int language plpgsql as 'begin return 1; end'").problem())
                .isEmpty();
        assertThat(parse("create function f() returns int language c as 'a', 'b'").statements().getFirst().body())
                .isEmpty();
    }

    @Test
    void aBodyOfManyStatementsInOneLineIsReadInTime() throws Exception {
        var sql = new StringBuilder("do $$ begin ");
        for (int i = 0; i < 5_000; i++) {
            sql.append("delete from t").append(i).append(" where a = ").append(i).append("; ");
        }
        assertThat(body(sql + "end $$").statements()).hasSize(5_000)
                .allSatisfy(one -> assertThat(one.range().from()).isGreaterThan(6));
    }
}
