package dev.plangate.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.db.row.Claim;
import dev.plangate.db.row.PlanRow;
import dev.plangate.db.row.RunRow;
import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckOutcome.Status;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.CheckRunResult;
import dev.plangate.v1.CheckType;
import dev.plangate.v1.PlanState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From the legacy layout, rows of every shape in it, to the newest: nothing stops it, and nothing unreadable passes a gate. */
class MigrationIT {

    private static final String SHA = "0123456789abcdef".repeat(4);
    private static final String ADVISE = "bb.plan-check.database.statement.advise";
    private static final String SUMMARY = "bb.plan-check.database.statement.summary.report";

    private static DatabaseConfig config;
    private static Database database;

    @BeforeAll
    static void migrate() {
        config = TestPostgres.empty();
        Migrations.configuration(config, Duration.ofSeconds(10)).target("1").load().migrate();
        sql("insert into project (resource_id, name) values ('shop', 'The shop'), ('old', 'Gone')");
        sql("update project set deleted = true where resource_id = 'old'");
        sql("""
                insert into plan (id, project, name, deleted, config)
                select i, case when i = 12 then 'old' else 'shop' end, 'Plan ' || i, i = 13, '{"specs": []}'
                  from generate_series(1, 20) i
                """);
        fill();
        database = Database.open(config);
        database.migrate();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static void fill() {
        // 1: two targets, two types, an older row of one of them, a cancelled one, one that is too old.
        row(1, "DONE", ADVISE, config("i", "d1"), results("SUCCESS"), 1);
        row(1, "DONE", ADVISE, config("i", "d1"), results("ERROR"), 5);
        row(1, "CANCELED", ADVISE, config("i", "d1"), results("ERROR"), 0);
        row(1, "DONE", SUMMARY, config("i", "d1"),
                """
                        {"results": [{"status": "SUCCESS", "title": "OK", "code": 3, "sqlSummaryReport": {"statementTypes": ["UPDATE", 7],
                         "affectedRows": 12, "changedResources": {"databases": [{"name": "d1", "schemas": [{"name": "public",
                         "tables": [{"name": "t", "tableRows": "99"}, {"name": "u", "tableRows": null}]}]}]}}}]}""",
                2);
        row(1, "DONE", ADVISE, config("i", "d2"),
                """
                        {"results": [{"status": "WARNING", "title": "W", "content": "c", "code": 201,
                         "sqlReviewReport": {"line": 1, "column": 2, "detail": "more", "startPosition": {"line": 4, "column": 5},
                         "endPosition": {"line": 4}}}]}""",
                3);
        row(1, "FAILED", ADVISE, config("i", "d3"), "{}", 40 * 24);
        // 2: something was running. 3: something failed. 4: nothing counts.
        row(2, "RUNNING", ADVISE, config("i", "d"), "{}", 1);
        row(2, "FAILED", SUMMARY, config("i", "d"), "{}", 1);
        row(3, "FAILED", ADVISE, config("i", "d"), "{\"error\": \"no route\"}", 1);
        row(3, "DONE", SUMMARY, config("i", "d"), results("SUCCESS"), 1);
        row(4, "CANCELED", ADVISE, config("i", "d"), results("SUCCESS"), 1);
        row(4, "DONE", ADVISE, config("i", "d"), results("SUCCESS"), 31 * 24);
        // 5 to 11: nonsense.
        row(5, "DONE", ADVISE, "[1, 2]", results("SUCCESS"), 1);
        row(5, "DONE", ADVISE, "null", results("WARNING"), 1);
        row(6, "DONE", ADVISE,
                "{\"instanceId\": 7, \"databaseName\": {\"a\": 1}, \"sheetSha256\": \"xyz\", \"enableGhost\": \"yes\", \"ghostFlags\": []}",
                results("SUCCESS"), 1);
        row(7, "DONE", "bb.plan-check.fake", config("i", "d"), results("SUCCESS"), 1);
        row(8, "DONE", ADVISE, config("i", "d"), "\"text\"", 1);
        row(9, "DONE", ADVISE, config("i", "d"), "{\"results\": {\"not\": \"a list\"}}", 1);
        row(10, "DONE", ADVISE, config("i", "d"),
                """
                        {"results": [17, {"status": "MAYBE", "title": [1], "content": 3, "code": "many", "sqlReviewReport": "x"},
                         {"status": 1, "sqlSummaryReport": {"affectedRows": -4}}, null]}""",
                1);
        sql("insert into plan_check_run (plan_id, status, type, config, result, payload) values (11, 'DONE', '%s', null, null, '3')"
                .formatted(ADVISE));
        row(12, "DONE", ADVISE, config("i", "d"), "{}", 1);
    }

    @Test
    void onePlanHasOneRunWithTheNewestResultOfEachTargetAndType() {
        assertThat(result(1).getOutcomesList()).containsExactly(
                outcome("d1", CheckType.STATEMENT_ADVISE, Status.SUCCESS).setTitle("SUCCESS").build(),
                outcome("d1", CheckType.STATEMENT_SUMMARY_REPORT, Status.SUCCESS).setTitle("OK").setCode(3)
                        .setSummary(
                                CheckOutcome.SummaryReport.newBuilder().addStatementTypes("UPDATE").setAffectedRows(12)
                                        .addChangedTables(table("t").setEstimatedRows(99)).addChangedTables(table("u")))
                        .build(),
                outcome("d2", CheckType.STATEMENT_ADVISE, Status.WARNING).setTitle("W").setContent("c\nmore")
                        .setCode(201)
                        .setReview(CheckOutcome.ReviewReport.newBuilder()
                                .setStart(CheckOutcome.Position.newBuilder().setLine(4).setColumn(5))
                                .setEnd(CheckOutcome.Position.newBuilder().setLine(4)))
                        .build());
        assertThat(run(1).status()).isEqualTo(CheckRun.Status.DONE);
        assertThat(text("select errors || ' ' || warnings from plan_check_run where plan_id = 1")).isEqualTo("0 1");
        assertThat(
                text("select (now() - created_at < interval '70 minutes')::text from plan_check_run where plan_id = 1"))
                .as("the newest created_at").isEqualTo("true");
    }

    @Test
    void whatWasRunningIsRunAgainAndWhatFailedHasFailed() {
        assertThat(run(2).status()).isEqualTo(CheckRun.Status.AVAILABLE);
        assertThat(run(3).status()).isEqualTo(CheckRun.Status.FAILED);
        assertThat(result(3).getOutcomesList()).extracting(CheckOutcome::getStatus).containsExactly(Status.ERROR,
                Status.SUCCESS);
        assertThat(result(3).getOutcomes(0).getContent()).isEqualTo("no route");
        List<Claim> claims = new Runs(database).claim("w", 10, Duration.ofMinutes(1));
        assertThat(claims).extracting(Claim::plan).containsExactly("projects/shop/plans/2");
        new Runs(database).release("w", List.of(claims.getFirst().held()));
    }

    @Test
    void aPlanWithoutARowThatCountsHasNoRun() {
        assertThat(database.<List<RunRow>>transaction(tx -> new Runs(database).find(tx, List.of(name(4), name(14)))))
                .isEmpty();
    }

    @Test
    void nonsenseBecomesAnErrorAndIsListed() {
        assertThat(result(5).getOutcomesList()).extracting(CheckOutcome::getTarget).containsExactly("", "");
        assertThat(result(7).getOutcomes(0).getType()).isEqualTo(CheckType.CHECK_TYPE_UNSPECIFIED);
        for (int plan : List.of(8, 9, 10, 11)) {
            assertThat(result(plan).getOutcomesList()).as("plan " + plan).isNotEmpty()
                    .allSatisfy(outcome -> assertThat(outcome.getStatus()).isEqualTo(Status.ERROR));
        }
        assertThat(result(10).getOutcomesList()).hasSize(4);
        assertThat(notes(5)).containsExactlyInAnyOrder("config=[1, 2]", "config=null", "config.instanceId=missing",
                "config.instanceId=missing", "config.databaseName=missing", "config.databaseName=missing",
                "config.sheetSha256=missing", "config.sheetSha256=missing");
        assertThat(notes(6)).containsExactlyInAnyOrder("config.instanceId=7", "config.databaseName={\"a\": 1}",
                "config.sheetSha256=xyz", "config.enableGhost=yes", "config.ghostFlags=[]");
        assertThat(notes(7)).containsExactly("type=bb.plan-check.fake");
        assertThat(notes(8)).containsExactly("result=\"text\"");
        assertThat(notes(9)).containsExactly("result.results={\"not\": \"a list\"}");
        assertThat(notes(10)).containsExactlyInAnyOrder("result.results[0]=17", "result.results[1].status=MAYBE",
                "result.results[1].title=[1]", "result.results[1].content=3", "result.results[1].code=many",
                "result.results[1].sqlReviewReport=x", "result.results[2].status=1",
                "result.results[2].sqlSummaryReport.affectedRows=-4", "result.results[3]=missing");
        assertThat(notes(11)).contains("config=missing", "result=missing", "payload=3");
        assertThat(notes(12)).containsExactly("result.results=missing");
        assertThat(notes(1)).containsExactly("result.results[0].sqlSummaryReport.statementTypes[1]=7");
    }

    @Test
    void plansAndProjectsGetTheirNamesAndTheGateStaysClosedForThem() {
        PlanRow plan = plan(1);
        assertThat(plan.project()).isEqualTo("projects/shop");
        assertThat(plan.revision()).isZero();
        assertThat(plan.lastRun()).isEqualTo(1);
        assertThat(plan(14).lastRun()).isZero();
        assertThat(plan(13).liveness()).isEqualTo(PlanState.Liveness.DELETED);
        assertThat(database.<List<?>>transaction(tx -> new Projects().find(tx, List.of("projects/shop"))))
                .as("a project is known with its settings alone").isEmpty();
        assertThat(text("select string_agg(name || ' ' || archived, ', ' order by name) from project"))
                .isEqualTo("projects/old true, projects/shop false");
    }

    @Test
    void newPlansGetIdsAfterTheOldOnes() {
        database.transaction(tx -> {
            new Plans().save(tx, List.of(Sample.plan(1)));
            return null;
        });
        assertThat(database.<List<PlanRow>>transaction(tx -> new Plans().find(tx, List.of(Sample.planName(1))))
                .getFirst().id())
                .isGreaterThan(20);
    }

    @Test
    void aSecondMigrationChangesNothing() {
        database.migrate();
        assertThat(Migrations.configuration(config, Duration.ofSeconds(10)).load().info().pending()).isEmpty();
    }

    private static String config(String instance, String name) {
        return "{\"instanceId\": \"%s\", \"databaseName\": \"%s\", \"sheetSha256\": \"%s\", \"enableGhost\": false, \"ghostFlags\": {}}"
                .formatted(instance, name, SHA);
    }

    private static String results(String status) {
        return "{\"results\": [{\"status\": \"%s\", \"title\": \"%s\", \"content\": \"\", \"code\": 0}]}"
                .formatted(status, status);
    }

    private static void row(int plan, String status, String type, String config, String result, int hoursAgo) {
        sql("""
                insert into plan_check_run (plan_id, status, type, config, result, created_at, updated_at)
                values (%d, '%s', '%s', '%s', '%s', now() - interval '%d hours', now() - interval '%d hours')
                """.formatted(plan, status, type, config, result, hoursAgo, hoursAgo));
    }

    private static CheckOutcome.Builder outcome(String name, CheckType type, Status status) {
        return CheckOutcome.newBuilder().setTarget("instances/i/databases/" + name).setType(type).setStatus(status)
                .setSheetSha256(SHA);
    }

    private static CheckOutcome.ChangedTable.Builder table(String name) {
        return CheckOutcome.ChangedTable.newBuilder().setDatabase("d1").setSchema("public").setTable(name);
    }

    private static String name(int plan) {
        return "projects/shop/plans/" + plan;
    }

    private static RunRow run(int plan) {
        return Sample.run(database, name(plan));
    }

    private static PlanRow plan(int plan) {
        return database.<List<PlanRow>>transaction(tx -> new Plans().find(tx, List.of(name(plan)))).getFirst();
    }

    private static CheckRunResult result(int plan) {
        Optional<CheckRunResult> result = database.transaction(tx -> new Runs(database).result(tx, name(plan)));
        return result.orElseThrow();
    }

    private static List<String> notes(int plan) {
        return database.transaction(
                tx -> tx.query("select field || '=' || found from migration_note where plan_id = ? order by id")
                        .number(plan).list(Row::text));
    }

    private static String text(String sql) {
        return database.<Optional<String>>transaction(tx -> tx.query(sql).one(Row::text)).orElseThrow();
    }

    private static void sql(String sql) {
        TestPostgres.execute(config.url(), sql);
    }
}
