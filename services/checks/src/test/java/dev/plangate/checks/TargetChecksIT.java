package dev.plangate.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckOutcome.AffectedRows;
import dev.plangate.v1.CheckOutcome.ChangedTable;
import dev.plangate.v1.CheckOutcome.Source;
import dev.plangate.v1.CheckOutcome.SummaryReport;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Advice and summary on a real server. */
class TargetChecksIT {
    private static final CheckEngine ENGINE = CheckEngine
            .open(Instances.of(List.of(Shop.instance("main", Shop.SERVER.getPort(), "postgres", null, 4),
                    Shop.instance("low", Shop.SERVER.getPort(), "plangate",
                            "right", 4))));

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    private static List<CheckOutcome> advise(String sql) throws InterruptedException {
        return ENGINE
                .check(Shop.job("main", "shop", "set lock_timeout = '1s'; " + sql, Shop.ADVISE, Duration.ofMinutes(1)));
    }

    private static SummaryReport summary(String sql) throws InterruptedException {
        var outcomes = ENGINE.check(Shop.job("main", "shop", sql, Shop.SUMMARY, Duration.ofMinutes(1)));
        assertThat(outcomes).hasSize(1);
        assertThat(outcomes.getFirst().getStatus()).isEqualTo(CheckOutcome.Status.SUCCESS);
        return outcomes.getFirst().getSummary();
    }

    private static AffectedRows affected(String sql) throws InterruptedException {
        return summary(sql).getStatements(0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"create index on orders (total) | ERROR require-concurrent-index-creation",
            "create index on tiny (a) | SUCCESS require-concurrent-index-creation",
            "create index on app.orders (id) | SUCCESS require-concurrent-index-creation",
            "create index on measurements (value) | WARNING require-concurrent-index-creation",
            "alter table orders alter customer_id type int | ERROR changing-column-type",
            "alter table customers alter name type varchar(80) | SUCCESS OK",
            "alter table customers alter name type text | SUCCESS OK",
            "alter table orders alter total type numeric(12,2) | SUCCESS OK",
            "alter table orders alter note set not null | SUCCESS OK",
            "alter table orders alter customer_id set not null | ERROR adding-not-nullable-field",
            "alter table orders alter id set not null | SUCCESS OK",
            "alter table orders add c int default roll() | ERROR adding-field-with-default",
            "alter table orders add c int default always() | SUCCESS OK",
            "alter table fresh alter id type bigint | SUCCESS changing-column-type",
            "drop table tiny | WARNING ban-drop-table", "select 1 | SUCCESS OK",
            "drop table nowhere | ERROR ban-drop-table"})
    void judgesByTheTargetsCatalog(String sql, String expected) throws Exception {
        assertThat(Shop.lines(advise(sql))).containsExactly(expected);
    }

    @Test
    void namesWhatDependsOnATable() throws Exception {
        assertThat(advise("drop table orders cascade").getFirst().getContent()).contains("view big_orders")
                .contains("about 150,000 rows");
        assertThat(advise("truncate customers cascade").getLast().getContent())
                .contains("foreign key orders_customer_id_fkey of orders");
        assertThat(advise("alter table orders drop column total").getFirst().getContent())
                .contains("On it depend: view big_orders.");
        assertThat(advise("alter table customers drop column id").getFirst().getContent()).contains(
                "On it depend: foreign key orders_customer_id_fkey of orders, index customers_pkey.");
    }

    @Test
    void theScriptsSearchPathIsFollowed() throws Exception {
        assertThat(advise("set search_path = app, public; drop table orders").getFirst().getContent())
                .contains("app.orders has no rows");
    }

    @Test
    void countsRowsAndSaysFromWhere() throws Exception {
        assertThat(affected("insert into tiny values (1001, 1), (1002, 2)"))
                .isEqualTo(AffectedRows.newBuilder().setLine(1).setStatementType("INSERT").setRows(2)
                        .setSource(Source.LITERAL).build());
        assertThat(affected("update orders set note = 'x'").getRows()).isBetween(140_000L, 160_000L);
        assertThat(affected("update orders set note = 'x' where id = 5 returning *").getRows()).isEqualTo(1);
        assertThat(affected("delete from tiny").getSource()).isEqualTo(Source.EXPLAIN);
        assertThat(affected("delete from tiny").getRows()).isEqualTo(200);
        assertThat(affected("insert into fresh select id from tiny").getRows()).isEqualTo(200);
        assertThat(affected("with gone as (delete from tiny returning *) select count(*) from gone").getRows())
                .isEqualTo(200);
        assertThat(
                affected("with gone as (delete from tiny returning *) insert into fresh select id from gone").getRows())
                .isEqualTo(400);
        assertThat(affected(
                "merge into tiny t using (select * from tiny) s on t.id = s.id when matched then update set a = 1")
                .getRows()).isEqualTo(200);
        assertThat(affected("delete from measurements").getRows()).isBetween(19_000L, 21_000L);
        assertThat(affected("truncate orders, tiny"))
                .isEqualTo(AffectedRows.newBuilder().setLine(1).setStatementType("TRUNCATE").setRows(150_200)
                        .setSource(Source.RELTUPLES).build());
        assertThat(affected("drop table tiny").getRows()).isEqualTo(200);
    }

    @Test
    void reportsTypesTablesAndTotal() throws Exception {
        var report = summary(
                "alter table orders add c int;\nupdate tiny set a = 2;\ncreate table made (id int);\ninsert into tiny values (1);");
        assertThat(report.getStatementTypesList()).containsExactly("ALTER_TABLE", "CREATE_TABLE", "INSERT", "UPDATE");
        assertThat(report.getAffectedRows()).isEqualTo(201);
        assertThat(report.getChangedTablesList()).containsExactly(
                table("public", "orders").setEstimatedRows(150_000).build(),
                table("public", "tiny").setEstimatedRows(200).build(), table("", "made").build());
    }

    private static ChangedTable.Builder table(String schema, String table) {
        return ChangedTable.newBuilder().setDatabase("shop").setSchema(schema).setTable(table);
    }

    @Test
    void whatCannotBePlannedIsUnknownAndNotZero() throws Exception {
        var report = summary(
                "create table made (id int); insert into made select 1; update orders set nothing = 1; do $$ begin end $$; update tiny set a = 1");
        assertThat(report.hasAffectedRows()).isFalse();
        assertThat(report.getStatementsList()).extracting(AffectedRows::hasRows).containsExactly(false, false, true);
        assertThat(report.getStatements(0).getReason()).contains("made is created earlier in the sheet");
        assertThat(report.getStatements(1).getReason()).contains("column \"nothing\"");
    }

    @Test
    void looksIntoBlocks() throws Exception {
        var report = summary("""
                do $$ declare r record; begin
                  for r in select id from tiny loop
                    update orders set note = '' where id = r.id;
                  end loop;
                  execute 'delete from customers where id < 0';
                  do 'begin truncate fresh; end';
                end $$;
                update tiny set a = 1""");
        assertThat(report.getStatementTypesList()).containsExactly("DELETE", "DO", "SELECT", "TRUNCATE", "UPDATE");
        assertThat(report.getChangedTablesList()).extracting(ChangedTable::getTable).containsExactly("orders",
                "customers", "fresh", "tiny");
        assertThat(report.getStatementsList())
                .extracting(rows -> rows.getLine() + " " + rows.getStatementType() + " " + rows.hasRows())
                .containsExactly("3 UPDATE false", "5 DELETE false", "6 TRUNCATE false", "8 UPDATE true");
        assertThat(report.getStatements(0).getReason())
                .isEqualTo("it stands in a DO block, so how often it runs, if at all, is not known");
        assertThat(report.hasAffectedRows()).isFalse();
    }

    @Test
    void whatABlockPutsTogetherIsUnknown() throws Exception {
        assertThat(affected("do $$ begin execute 'delete from ' || 'tiny'; end $$").getReason())
                .isEqualTo("it puts together SQL as it runs (EXECUTE)");
        assertThat(affected("do language plperl $$ 1 $$").getReason())
                .isEqualTo("its code was not read: code in plperl is not read");
        var harmless = summary("do $$ begin create table made (id int); end $$");
        assertThat(harmless.getAffectedRows()).isZero();
        assertThat(harmless.hasAffectedRows()).isTrue();
        assertThat(harmless.getStatementTypesList()).containsExactly("CREATE_TABLE", "DO");
    }

    @Test
    void theLimitOfRowsIsHeldAgainstThePlannersEstimate() throws Exception {
        assertThat(advise("update orders set note = 'x' where customer_id > 5 or total is null")).singleElement()
                .satisfies(outcome -> {
                    assertThat(outcome.getTitle()).isEqualTo("affected-row-limit");
                    assertThat(outcome.getContent()).contains("It changes about 14")
                            .contains("That is the estimate of the target's planner (EXPLAIN). The limit is 100,000.");
                });
        // all of the table by its text, ten rows by its plan
        assertThat(Shop.lines(advise("insert into tiny select id, 1 from (select id from orders limit 10) o")))
                .containsExactly("SUCCESS OK");
        assertThat(Shop.lines(advise(
                "merge into orders t using orders s on t.id = s.id when matched then update set note = 'x'")))
                .containsExactly("WARNING affected-row-limit");
    }

    @Test
    void missingPrivilegesAreTheReason() throws Exception {
        var outcomes = ENGINE.check(Shop.job("low", "shop", "update customers set email = ''; delete from tiny",
                Shop.SUMMARY, Duration.ofMinutes(1)));
        var report = outcomes.getFirst().getSummary();
        assertThat(report.getStatements(0).getReason()).contains("permission denied for table customers");
        assertThat(report.getStatements(1).getRows()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"update tiny set a = 1; drop table customers cascade",
            "update tiny set a = (select 1) /* ; */ where '{fn now()}' <> '?'",
            "update orders set note = E'\\'; drop table customers; --'",
            "update orders set note = $x$; drop table customers; $x$ where note <> '?'",
            "update orders set note = 'a\\'; drop table customers; --'",
            "update orders set note = note where to_jsonb(orders) ? 'a' or to_jsonb(orders) ?| array['b']",
            "update orders set note = '{d ''2020-01-01''}', total = 1 -- ? ; drop table customers",
            "/* ; */ delete from tiny where a = 1 /* ? ' */",
            "update tiny set a = a where U&'\\0027; drop table customers; --' <> '' ; ",
            "update \"tiny\" set a = 1 where '$1' = '$1'",
            "delete from tiny where id in (select roll())",
            "with x as (delete from tiny returning *), y as (delete from fresh) select * from x"})
    void whateverTheSqlSaysNothingIsRun(String sql) throws Exception {
        var outcomes = ENGINE.check(Shop.job("main", "shop", sql, Shop.BOTH, Duration.ofMinutes(1)));
        assertThat(outcomes).noneMatch(outcome -> outcome.getTitle().equals("Check failed"));
        var first = outcomes.getLast().getSummary().getStatements(0);
        assertThat(first.getReason()).isEmpty();
        assertThat(first.hasRows()).isTrue();
        assertThat(Shop.count("select count(*) from customers")).isEqualTo(1_000);
        assertThat(Shop.count("select count(*) from tiny where id = a")).isEqualTo(200);
        assertThat(Shop.count("select count(*) from orders where note = 'n'")).isEqualTo(150_000);
    }

    @Test
    void findingsAreBoundedAndTheRestKeepsTheWorstStatus() throws Exception {
        var outcomes = advise("create index on tiny (a);".repeat(120) + "create index on orders (total)");
        assertThat(outcomes).hasSize(101);
        assertThat(outcomes.getFirst().getStatus()).isEqualTo(CheckOutcome.Status.SUCCESS);
        assertThat(Shop.lines(outcomes).getLast()).isEqualTo("ERROR and 21 more");
    }

    @Test
    void aCheckThatThrowsIsAnErrorAndTheOthersGoOn() throws Exception {
        var broken = new CheckLimits(1 << 20, -1, 10, Duration.ofSeconds(5), Duration.ofSeconds(5),
                Duration.ofMillis(500),
                Duration.ofSeconds(3), 1, 1 << 20); // no list has -1 findings
        try (var engine = CheckEngine.open(
                Instances.of(List.of(Shop.instance("main", Shop.SERVER.getPort(), "postgres", null, 1))), broken)) {
            var outcomes = engine
                    .check(Shop.job("main", "shop", "update tiny set a = 1", Shop.BOTH, Duration.ofMinutes(1)));
            assertThat(Shop.lines(outcomes)).containsExactly("ERROR Check failed", "SUCCESS Statement summary");
        }
    }

    @Test
    void findingsPointAtTheirCommand() throws Exception {
        var review = advise(
                "\nalter table orders\r\n\tadd column \"\u00e4\" int,\n\t/* \u20ac */ alter total type text;")
                .getFirst().getReview();
        assertThat(List.of(review.getStart().getLine(), review.getStart().getColumn(), review.getEnd().getLine(),
                review.getEnd().getColumn()))
                .containsExactly(4, 10, 4, 31);
        assertThat(review.getRule()).isEqualTo("changing-column-type");
        assertThat(review.getRewrite()).contains("ADD COLUMN total_new text");
    }

    @Test
    void aDatabaseNameCannotAddParameters() throws Exception {
        var outcomes = ENGINE.check(
                Shop.job("main", "odd?user=x&preferQueryMode=simple", "select 1", Shop.ADVISE, Duration.ofMinutes(1)));
        assertThat(Shop.lines(outcomes)).containsExactly("SUCCESS OK");
    }
}
