package dev.plangate.checks.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of text that is not SQL, and where. */
class RefusedTextTest {
    private static final SheetParser PARSER = new SheetParser(1 << 20, 1 << 20, 1);

    @AfterAll
    static void close() {
        PARSER.close();
    }

    private static ParsedSheet parse(String sql) throws Exception {
        return PARSER.parse("", sql, Duration.ofMinutes(2));
    }

    static Stream<Arguments> refused() {
        String template = " is a placeholder of a template: check the SQL that the template makes";
        String variable = " is a variable of psql or a parameter that a program fills in: check the SQL with its value";
        String parameter = " is a parameter that a program fills in: check the SQL with its value";
        String data = "what follows COPY ... FROM STDIN in line 1 is data, which only psql sends: run the file by psql, or write the rows as INSERT";
        return Stream.of(
                arguments("select 1;\nselect 'it;\n\ndrop table t;\n", "2:8",
                        "the string that begins here has no end: close it with '"),
                arguments("select e'\\'", "1:8", "the string that begins here has no end"),
                arguments("select b'10", "1:8", "the string that begins here has no end"),
                arguments("select x'1f", "1:8", "the string that begins here has no end"),
                arguments("do $body$\nbegin\nend $$;", "1:4",
                        "the string that begins here has no end: close it with $body$"),
                arguments("do $$ begin", "1:4", "the string that begins here has no end: close it with $$"),
                arguments("\tselect \"a from t", "1:9", "the name that begins here has no end: close it with \""),
                arguments("select 1; /* a /* b */", "1:11", "the comment that begins here has no end"),
                arguments("select 1;\n\\i other.sql\n", "2:1",
                        "\\i is a command of psql, which no server understands: check the file that it includes"),
                arguments("\\connect shop\nselect 1;", "1:1", "\\connect is a command of psql"),
                arguments("select 'é' \\gexec", "1:12", "\\gexec is a command of psql"),
                arguments("create table {{ schema }}.t (a int)", "1:14", "{{ schema }}" + template),
                arguments("{% if x %}\nselect 1;\n{% endif %}", "1:1", "{% if x %}" + template),
                arguments("select 1\r\n from ${schema}.t", "2:7", "${schema}" + template),
                arguments("select $(name)", "1:8", "$(name)" + template),
                arguments("select * from $table", "1:15", "$table" + template),
                arguments("select #{x}", "1:8", "#{x}" + template),
                arguments("select {x}", "1:8", "{x}" + template),
                arguments("drop table <%= table %>;", "1:12", "<%= table %>" + template),
                arguments("select 1;\nupdate t set a = 1\nwhere id =\n <%= id %>\n;", "4:2", "<%= id %>" + template),
                arguments("select :id", "1:8", ":id" + variable),
                arguments("select * from t where a = :'name'", "1:27", ":'name'" + variable),
                arguments("alter table :\"t\" add a int", "1:13", ":\"t\"" + variable),
                arguments("insert into t values (%s, %s)", "1:23", "%s" + parameter),
                arguments("select * from t where a = %(name)s", "1:27", "%(name)s" + parameter),
                arguments("insert into t values (?, ?)", "1:23", "?" + parameter),
                arguments("select * from t where id = ?;", "1:28", "?" + parameter),
                arguments("COPY t (a, b) FROM stdin;\n1\tone\n2\tit's\n\\.\nselect 1;", "2:1", data),
                arguments("copy t from stdin with (format csv);\n1,one\n", "2:1", data),
                arguments("copy t from stdin;\n\\.\n", "2:1", data),
                arguments("select `a` from t", "1:8", "names are quoted by \" in PostgreSQL; ` is MySQL's"),
                arguments("create table t (a int)\nGO\nselect 1", "2:1", "GO is a command of SQL Server's tools"),
                arguments("create table t (\n  a int,\n  b int\n\n-- the end\n", "3:8",
                        "syntax error at end of input"),
                arguments("selec 1", "1:1", "syntax error at or near \"selec\""),
                arguments("\ufeffselec 1;", "1:1", "syntax error at or near \"selec\""),
                arguments("\ufeffselect 1;\n selec 2", "2:2", "syntax error at or near \"selec\""));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void isExplainedAtItsPlace(String sql, String place, String explanation) throws Exception {
        var parsed = (ParsedSheet.Invalid) parse(sql);

        var at = parsed.source().position(parsed.at());
        assertThat(parsed.message()).contains(explanation).doesNotContain("\n");
        assertThat(at.line() + ":" + at.column()).isEqualTo(place);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void doesNotStopTheParser(String sql, String place, String explanation) throws Exception {
        parse(sql);

        assertThat(parse("select 1; -- after " + place)).isInstanceOf(ParsedSheet.Valid.class);
    }

    /** What looks like one of those things and is SQL. */
    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(strings = {"select '{{ x }} ${y} \\i :z ?'",
            "-- {{ x }} it's\nselect 1", "select a[1:b] from t", "select $1, a ? 'key' from t", "select 'a' <% 'b'",
            "create function f() returns text language sql as $f$ select ':x' $f$", "copy t from stdin;",
            "copy t from stdin;\nselect 1", "\ufeffselect 1"})
    void isLeftAlone(String sql) throws Exception {
        assertThat(parse(sql)).isInstanceOf(ParsedSheet.Valid.class);
    }

    @Test
    void anOrdinaryMistakeAfterCopyIsNotTakenForData() throws Exception {
        var parsed = (ParsedSheet.Invalid) parse("copy t from stdin;\nselect 1;\nselec 2;");
        assertThat(parsed.message()).isEqualTo("syntax error at or near \"selec\"");
    }

    @Test
    void aByteOrderMarkTakesNoColumn() throws Exception {
        var sheet = (ParsedSheet.Valid) parse("\ufeffselect 1; select 2");
        assertThat(sheet.statements()).extracting(Statement::text).containsExactly("select 1", "select 2");
        assertThat(sheet.source().position(sheet.statements().getFirst().range().from()))
                .isEqualTo(new Position(1, 1));
        assertThat(sheet.source().position(sheet.statements().getLast().range().from()))
                .isEqualTo(new Position(1, 11));
    }

    @Test
    void aMessageDoesNotRepeatTheSheet() throws Exception {
        var parsed = (ParsedSheet.Invalid) parse("select 'x" + "y".repeat(100_000));
        assertThat(parsed.message().length()).isLessThan(500);
    }
}
