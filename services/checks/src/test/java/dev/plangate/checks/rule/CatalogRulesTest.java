package dev.plangate.checks.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.checks.catalog.Catalog;
import dev.plangate.checks.catalog.Column;
import dev.plangate.checks.catalog.Constraint;
import dev.plangate.checks.catalog.Reference;
import dev.plangate.checks.catalog.Schema;
import dev.plangate.checks.catalog.SqlType;
import dev.plangate.checks.catalog.Table;
import dev.plangate.checks.sql.RelationName;
import dev.plangate.v1.ReviewPolicy;
import dev.plangate.v1.ReviewPolicy.RuleSetting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rules make of the target's catalog. */
class CatalogRulesTest {
    private static Catalog catalog(int version, Table... tables) {
        var relations = new HashMap<Reference, Table>();
        for (Table table : tables) {
            relations.put(new Reference(List.of(), table.name()), table);
            relations.put(new Reference(List.of(), new RelationName("", table.name().name())), table);
        }
        return new Catalog(version, "public", relations, Map.of("old", new Schema("old", 3, OptionalLong.of(0))),
                Map.of("mine", false, "other", true));
    }

    private static Table table(String name, OptionalLong rows, Map<String, String> columns, Constraint... constraints) {
        var known = new HashMap<String, Column>();
        columns.forEach(
                (column, type) -> known
                        .put(column,
                                new Column(column,
                                        SqlType.of(Sheets.parse("select null::" + type).statements().getFirst().tree()
                                                .at("/targetList/0/ResTarget/val/TypeCast/typeName")),
                                        column.equals("id"))));
        return new Table(new RelationName("public", name), 'r', rows, 0, known, List.of(constraints), List.of(),
                List.of());
    }

    private static Catalog rows(long rows) {
        return catalog(180_000, table("t", OptionalLong.of(rows), Map.of("id", "bigint", "a", "int")));
    }

    @ParameterizedTest
    @CsvSource({"200, INFO", "9999, INFO", "10000, WARNING", "99999, WARNING", "100000, ERROR"})
    void levelsFollowTheSizeOfTheTable(long rows, String level) {
        assertThat(Sheets.review("create index on t (a)", rows(rows)))
                .containsExactly("1: require-concurrent-index-creation " + level);
    }

    @ParameterizedTest
    @CsvSource({"0, INFO", "1, WARNING", "100000, ERROR"})
    void whatLosesRowsIsInformationOnlyWhenThereAreNone(long rows, String level) {
        assertThat(Sheets.review("drop table t", rows(rows))).containsExactly("1: ban-drop-table " + level);
    }

    @Test
    void unknownSizesAreTakenForLargeAndTheFindingSaysSo() {
        var catalog = catalog(180_000, table("t", OptionalLong.empty(), Map.of()));
        assertThat(Sheets.findings("create index on t (a)", Optional.of(catalog), ReviewPolicy.getDefaultInstance())
                .getLast().severity())
                .isEqualTo(new Severity(Level.ERROR,
                        "public.t was never analyzed, so its size is not known: the worst case is assumed."));
        assertThat(Sheets.findings("create index on u (a)", Optional.of(catalog), ReviewPolicy.getDefaultInstance())
                .getLast().severity().because())
                .isEqualTo("The target has no table public.u yet: the worst case is assumed.");
        assertThat(Sheets.findings("create index on u (a)", Optional.empty(), ReviewPolicy.getDefaultInstance())
                .getLast().severity().because())
                .isEqualTo("The target's catalog is not at hand: the worst case is assumed.");
    }

    @Test
    void thePolicySetsThresholdAndLevels() {
        var policy = ReviewPolicy.newBuilder().setLargeTableRows(100)
                .addRules(RuleSetting.newBuilder().setRule("ban-drop-column").setLevel(ReviewPolicy.Level.OFF))
                .addRules(RuleSetting.newBuilder().setRule("renaming-table").setLevel(ReviewPolicy.Level.INFO)).build();
        assertThat(Sheets.review("create index on t (a); alter table t drop a; alter table t rename to u",
                Optional.of(rows(100)), policy))
                .containsExactly("1: require-concurrent-index-creation ERROR", "1: renaming-table INFO");
    }

    @Test
    void aPolicyWithUnknownNamesSaysSo() {
        var policy = ReviewPolicy.newBuilder()
                .addRules(RuleSetting.newBuilder().setRule("no-such-rule").setLevel(ReviewPolicy.Level.OFF))
                .addRules(RuleSetting.newBuilder().setRule("ban-truncate")).build();
        assertThat(Policy.of(policy).mistakes()).hasSize(2).anyMatch(mistake -> mistake.contains("no-such-rule"))
                .anyMatch(mistake -> mistake.contains("ban-truncate"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"varchar(10) | varchar(20)", "varchar(10) | varchar", "varchar(10) | text",
            "varchar | text", "text | varchar",
            "numeric(10,2) | numeric(12,2)", "numeric(10,2) | numeric", "timestamptz(3) | timestamptz",
            "timestamp(3) | timestamp(6)", "cidr | inet",
            "bigint | bigint", "citext | text", "time(0) | time(3)", "bit varying(5) | bit varying(9)"})
    void typesThatHoldTheSameAreFree(String from, String to) {
        var catalog = catalog(180_000, table("t", OptionalLong.of(5_000_000), Map.of("a", from)));
        assertThat(Sheets.review("alter table t alter a type " + to, catalog)).isEmpty();
        assertThat(Sheets.review("alter table t alter a type " + to + " using a::" + to, catalog)).isEmpty();
        assertThat(Sheets.review("alter table t alter a type " + to + " using f(a)", catalog)).hasSize(1);
        assertThat(Sheets.review("alter table t alter a type int; alter table t alter a type " + to, catalog))
                .hasSizeGreaterThan(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"int | bigint", "varchar(20) | varchar(10)", "varchar | varchar(10)",
            "text | varchar(10)", "varchar(10) | char(10)",
            "char(5) | char(9)", "numeric(10,2) | numeric(12,4)", "numeric(10,2) | numeric(8,2)",
            "timestamp | timestamptz", "int | text", "text | int[]",
            "varchar(10)[] | varchar(20)[]", "timestamptz | timestamptz(3)", "bit(5) | bit(9)", "json | jsonb"})
    void otherTypesRewrite(String from, String to) {
        var catalog = catalog(180_000, table("t", OptionalLong.of(5_000_000), Map.of("a", from)));
        assertThat(Sheets.review("alter table t alter a type " + to, catalog))
                .containsExactly("1: changing-column-type ERROR");
    }

    @Test
    void notNullIsFreeWhereItIsProven() {
        var proof = new Constraint("c", 'c', true, List.of("a"), "CHECK ((a IS NOT NULL))");
        var unchecked = new Constraint("c", 'c', false, List.of("a"), "CHECK ((a IS NOT NULL)) NOT VALID");
        var other = new Constraint("c", 'c', true, List.of("a"), "CHECK (((a IS NOT NULL) OR (a > 0)))");
        String sql = "alter table t alter a set not null";
        var rows = OptionalLong.of(5_000_000);
        assertThat(Sheets.review(sql, catalog(180_000, table("t", rows, Map.of("a", "int"), proof)))).isEmpty();
        assertThat(Sheets.review(sql, catalog(110_000, table("t", rows, Map.of("a", "int"), proof)))).hasSize(1);
        assertThat(Sheets.review(sql, catalog(180_000, table("t", rows, Map.of("a", "int"), unchecked)))).hasSize(1);
        assertThat(Sheets.review(sql, catalog(180_000, table("t", rows, Map.of("a", "int"), other)))).hasSize(1);
        assertThat(Sheets.review("alter table t alter id set not null", rows(5_000_000))).isEmpty();
        assertThat(Sheets.review("alter table t alter id drop not null; alter table t alter id set not null",
                rows(5_000_000))).hasSize(1);
    }

    @Test
    void defaultsAreJudgedByTheTargetsFunctions() {
        assertThat(Sheets.review("alter table t add b int default mine()", rows(5_000_000))).isEmpty();
        assertThat(Sheets.review("alter table t add b int default other()", rows(5_000_000)))
                .containsExactly("1: adding-field-with-default ERROR");
        assertThat(Sheets.review("alter table t add b int default 1",
                catalog(100_000, table("t", OptionalLong.of(5_000_000), Map.of())))).hasSize(1);
    }

    @Test
    void aTableThatExistsAlreadyIsNotNew() {
        assertThat(Sheets.review("create table if not exists t (a int); create index on t (a)", rows(5_000_000)))
                .containsExactly("1: require-concurrent-index-creation ERROR");
        assertThat(Sheets.review("create table if not exists u (a int); create index on u (a)", rows(5_000_000)))
                .isEmpty();
        assertThat(Sheets.review("alter table t rename to u; create index on u (a)", rows(5_000_000))).containsExactly(
                "1: renaming-table ERROR",
                "1: require-concurrent-index-creation ERROR");
    }

    @Test
    void aForeignKeyWeighsAsTheLargerOfItsTables() {
        var catalog = catalog(180_000, table("t", OptionalLong.of(10), Map.of()),
                table("u", OptionalLong.of(5_000_000), Map.of()));
        assertThat(Sheets.review("alter table t add foreign key (a) references u", catalog))
                .containsExactly("1: adding-foreign-key-constraint ERROR");
        assertThat(Sheets.review("create table v (id int primary key); alter table t add foreign key (a) references v",
                catalog))
                .containsExactly("1: adding-foreign-key-constraint INFO");
    }

    @Test
    void aSchemaWeighsAsItsRows() {
        assertThat(Sheets.review("drop schema old cascade", rows(1))).containsExactly("1: ban-drop-schema INFO");
        assertThat(Sheets.review("drop schema other cascade", rows(1))).containsExactly("1: ban-drop-schema ERROR");
    }
}
