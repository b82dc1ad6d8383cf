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
}
