package dev.plangate.checks.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.checks.sql.Dialect;
import dev.plangate.checks.sql.ParsedSheet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is a statement, where it stands, and what is none. */
class MySqlParserTest {
    static Stream<Arguments> valid() {
        return Stream.of("both", "mysql", "mariadb").flatMap(file -> lines(file).stream().flatMap(
                sql -> Arrays.stream(Dialect.values()).filter(dialect -> dialect != Dialect.POSTGRES)
                        .filter(dialect -> file.equals("both") || dialect.name().equalsIgnoreCase(file))
                        .map(dialect -> Arguments.of(dialect, sql))));
    }

    private static List<String> lines(String file) {
        try (var in = MySqlParserTest.class.getResourceAsStream("/mysql/" + file + ".sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("valid")
    void whatTheServerTakesIsNoSyntaxError(Dialect dialect, String sql) {
        assertThat(MySqlSheets.parse(dialect, sql).statements()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"ALTER TABLE t ADD COLUM a INT | 1:25", "SELEC 1 | 1:1",
            "SELECT 1; CREATE TABLE t (id INT,) | 1:34", "UPDATE t SET | 1:13", "SELECT 'a | 1:8",
            "SELECT 1; /* x | 1:11", "DELETE FROM t WHERE id = {{ id }} | 1:26", "SELECT `a | 1:8",
            "ALTER TABLE t ALTER COLUMN a TYPE BIGINT | 1:30", "DROP TABEL t | 1:6",
            "INSERT INTO t VALUES (1, 2 | 1:27"})
    void whatItDoesNotIsOne(String sql, String at) {
        for (Dialect dialect : List.of(Dialect.MYSQL, Dialect.MARIADB)) {
            var sheet = MySqlSheets.any(dialect, sql.strip());
            assertThat(sheet).as("%s %s", dialect, sql).isInstanceOf(MySqlSheet.Refused.class);
            var invalid = (ParsedSheet.Invalid) ((MySqlSheet.Refused) sheet).why();
            var found = invalid.source().position(invalid.at());
            assertThat(found.line() + ":" + found.column()).as(sql + invalid.message()).isEqualTo(at.strip());
        }
    }

    private static List<String> texts(Dialect dialect, String sql) {
        return MySqlSheets.parse(dialect, sql).statements().stream().map(MySqlStatement::text).toList();
    }

    @Test
    void statementsEndWhereTheClientEndsThem() {
        assertThat(texts(Dialect.MYSQL, """
                select 1; -- a; b
                # c; d
                select ';', "\\";", `;` /* ; */ ;;
                select 2\\G
                delimiter $$
                create procedure p()
                begin
                  select 1;
                  select '$';
                end $$
                select 3$$
                DELIMITER ;
                select 4
                """)).containsExactly("select 1", "select ';', \"\\\";\", `;`", "select 2",
                "create procedure p()\nbegin\n  select 1;\n  select '$';\nend", "select 3", "select 4");
    }

    @Test
    void codeKeepsItsSemicolonsWithoutADelimiterToo() {
        assertThat(texts(Dialect.MARIADB, """
                create or replace definer = a@b procedure p(x int)
                begin
                  if x > 1 then select case x when 2 then 3 end; end if;
                  case x when 1 then select 1; else select 2; end case;
                  while x > 0 do set x = x - 1; end while;
                  begin select 7; end;
                end;
                create trigger g before insert on t for each row set new.a = 1;
                begin; select 2; commit
                """)).hasSize(5).last().isEqualTo("commit");
    }

    @Test
    void commentsThatServersRunAreCode() {
        assertThat(MySqlSheets.parse(Dialect.MYSQL, "/*!40101 drop table t */;").statements().getFirst().type())
                .isEqualTo("DROP_TABLE");
        assertThat(MySqlSheets.parse(Dialect.MYSQL, "select 1 /*M! , drop */").statements()).hasSize(1);
        assertThat(MySqlSheets.parse(Dialect.MARIADB, "select 1 /*!80000 , drop */").statements()).hasSize(1);
        assertThat(MySqlSheets.parse(Dialect.MARIADB, "/*M!100100 drop table t*/").statements().getFirst().type())
                .isEqualTo("DROP_TABLE");
        var altered = MySqlSheets.parse(Dialect.MYSQL, "alter table t add a int /*!50000 , drop b */").statements()
                .getFirst();
        assertThat(((Action.AlterTable) altered.action()).alterations()).hasSize(2);
        assertThat(altered.conditional()).isTrue();
    }

    @Test
    void columnsAreCodePointsAndLinesEndInAnyWay() {
        var sheet = MySqlSheets.parse(Dialect.MYSQL, "\ufeffselect '\u00e4\ud83d\ude00';\r\n\tselect 2; select 3");
        assertThat(sheet.statements().stream().map(one -> sheet.source().position(one.range().from()))
                .map(at -> at.line() + ":" + at.column())).containsExactly("1:1", "2:2", "2:12");
        var refused = (MySqlSheet.Refused) MySqlSheets.any(Dialect.MYSQL, "select '\ud83d\ude00', 1 1");
        assertThat(refused.source().position(((ParsedSheet.Invalid) refused.why()).at()).column()).isEqualTo(15);
    }

    @ParameterizedTest
    @EnumSource(value = Dialect.class, names = {"MYSQL", "MARIADB"})
    void badTextIsNeverPassed(Dialect dialect) {
        assertThat(MySqlSheets.any(dialect, "select " + "(".repeat(100_000) + "1" + ")".repeat(100_000)))
                .isInstanceOf(MySqlSheet.Refused.class);
        assertThat(MySqlSheets.any(dialect, "select 1\u0000; drop table t")).isInstanceOf(MySqlSheet.Refused.class);
        assertThat(MySqlSheets.any(dialect, "-- " + "x".repeat(3 << 20))).isInstanceOf(MySqlSheet.Refused.class);
        assertThat(MySqlSheets.any(dialect, "select 1; select 'x")).isInstanceOf(MySqlSheet.Refused.class);
        assertThat(MySqlSheets.parse(dialect, "select 1").statements()).hasSize(1);
        assertThat(MySqlSheets.parse(dialect, " ;; -- nothing\n/* at all */").statements()).isEmpty();
    }

    @Test
    void manyStatementsAndManyRows() {
        assertThat(MySqlSheets.parse(Dialect.MYSQL, "insert into t values (1, 'a');\n".repeat(5_000)).statements())
                .hasSize(5_000);
        var rows = MySqlSheets.parse(Dialect.MYSQL, "insert into t values (1, 'a')" + ", (2, 'b')".repeat(20_000));
        assertThat(((Action.Modify) rows.statements().getFirst().action()).rows()).isEqualTo(20_001);
    }
}
