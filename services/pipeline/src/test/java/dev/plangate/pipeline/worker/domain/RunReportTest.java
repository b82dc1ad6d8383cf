package dev.plangate.pipeline.worker.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.plangate.contract.Topics;
import dev.plangate.db.row.Claim;
import dev.plangate.db.row.Completion;
import dev.plangate.db.row.EndedRun;
import dev.plangate.db.row.RunRow;
import dev.plangate.db.row.Slice;
import dev.plangate.pipeline.targets.Derivation;
import dev.plangate.pipeline.targets.Target;
import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckOutcome.Status;
import dev.plangate.v1.CheckOutcome.SummaryReport;
import dev.plangate.v1.CheckResult;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.CheckRun.Facts.Kind;
import dev.plangate.v1.CheckType;
import dev.plangate.v1.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunReportTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final Claim CLAIM = new Claim("projects/shop/plans/p", 2, 3, "digest", 5, 1,
            Plan.getDefaultInstance(), NOW, NOW, "", 0, Optional.empty());

    private static final Claim SLICE = new Claim("projects/shop/plans/p", 2, 3, "digest", 5, 1,
            Plan.getDefaultInstance(), NOW, NOW, "", 0, Optional.of(new Slice(0, 1, 0, 1)));

    @Test
    void checksThatFindErrorsStillEndDone() throws InvalidProtocolBufferException {
        Completion completion = RunReport.completion(CLAIM,
                new Verdict.Checked(7, List.of(target("a", Status.ERROR, 5L), target("b", Status.SUCCESS, 6L))), NOW);

        CheckRun run = CheckRun.parseFrom(completion.events().getLast().value());
        assertThat(run.getStatus()).isEqualTo(CheckRun.Status.DONE);
        assertThat(run.getTotals())
                .isEqualTo(CheckRun.Totals.newBuilder().setTargets(2).setDerivedTargets(7).setErrors(1)
                        .setSuccesses(1).build());
        assertThat(run.getFacts().getAffectedRows()).isEqualTo(11);
        assertThat(completion.errors()).isEqualTo(1);
    }

    @Test
    void resultsComeBeforeTheEndOfTheirRun() {
        Completion completion = RunReport.completion(CLAIM,
                new Verdict.Checked(2, List.of(target("a", Status.SUCCESS, 0L), target("b", Status.SUCCESS, 0L))), NOW);

        assertThat(completion.events()).extracting(e -> e.topic()).containsExactly(Topics.CHECK_RESULTS.name(),
                Topics.CHECK_RESULTS.name(), Topics.CHECK_RUNS.name());
    }

    @Test
    void unknownShareOfRowsMakesTheSumUnknown() throws InvalidProtocolBufferException {
        Completion completion = RunReport.completion(CLAIM,
                new Verdict.Checked(2, List.of(target("a", Status.SUCCESS, 5L), target("b", Status.SUCCESS, null))),
                NOW);

        assertThat(CheckRun.parseFrom(completion.events().getLast().value()).getFacts().hasAffectedRows()).isFalse();
    }

    @Test
    void runThatWaitedInVainFailsAndSaysForWhat() {
        Completion completion = RunReport.completion(CLAIM,
                Verdict.unchecked(new Derivation.Missing(List.of("projects/shop"))), NOW);

        assertThat(completion.status()).isEqualTo(CheckRun.Status.FAILED);
        assertThat(completion.error()).startsWith("INPUTS_MISSING").contains("projects/shop");
    }

    @Test
    void outcomeThatNoOneCanReadCountsAsAnError() {
        Completion completion = RunReport.completion(CLAIM,
                new Verdict.Checked(1, List.of(target("a", Status.STATUS_UNSPECIFIED, 0L))), NOW);

        assertThat(completion.errors()).isEqualTo(1);
    }

    @Test
    void slicesEndAsTheWholeRunWouldHave() throws InvalidProtocolBufferException {
        List<TargetOutcome> targets = List.of(target("a", Status.ERROR, 5L), target("b", Status.SUCCESS, 6L),
                target("c", Status.WARNING, 7L));
        CheckRun whole = CheckRun.parseFrom(
                RunReport.completion(CLAIM, new Verdict.Checked(9, targets), NOW).events().getLast().value());

        List<EndedRun.Page> pages = targets.stream()
                .map(target -> RunReport.slice(SLICE, new Verdict.Checked(9, List.of(target))).page()).toList();
        CheckRun sliced = CheckRun.parseFrom(RunReport.terminal(new EndedRun(
                new RunRow(CLAIM.plan(), 2, 3, "digest", 5, CheckRun.Status.DONE, "", NOW, NOW, ""), NOW, pages))
                .value());

        assertThat(sliced).isEqualTo(whole);
    }

    /** The gate sees one whole result: what was taken over counts like what was checked. */
    @Test
    void aRetryEndsAsARunOfAllWouldHave() throws InvalidProtocolBufferException {
        TargetOutcome a = target("a", Status.WARNING, 5L);
        TargetOutcome b = target("b", Status.SUCCESS, 6L);
        var retry = new Claim(CLAIM.plan(), 2, 3, "digest", 5, 1, Plan.getDefaultInstance(), NOW, NOW, "", 1,
                Optional.empty());
        Completion all = RunReport.completion(CLAIM, new Verdict.Checked(2, List.of(a, b)), NOW);
        Completion retried = RunReport.completion(retry, new Verdict.Checked(2,
                List.of(new TargetOutcome(a.target(), a.outcomes(), a.environment(), a.engine(), 1), b)), NOW);

        assertThat(retried.result()).isEqualTo(all.result());
        assertThat(retried.warnings()).isEqualTo(1);
        assertThat(CheckRun.parseFrom(retried.events().getLast().value()))
                .isEqualTo(CheckRun.parseFrom(all.events().getLast().value()).toBuilder().setRetryOf(1).build());
        assertThat(CheckResult.parseFrom(retried.events().get(0).value()).getTakenOverFrom()).isEqualTo(1);
        assertThat(CheckResult.parseFrom(retried.events().get(1).value()).getTakenOverFrom()).isZero();
    }

    /** Trap 8: of two specs on one database, the second hides nothing of the first: rows, statements, tables, errors. */
    @Test
    void trap8TwoSpecsOnOneDatabaseBothCount() throws InvalidProtocolBufferException {
        TargetOutcome harmless = spec("b", "SELECT", "t", Status.SUCCESS, 1);
        TargetOutcome dangerous = spec("a", "DROP_TABLE", "money", Status.ERROR, 1_000_000);
        for (List<TargetOutcome> order : List.of(List.of(dangerous, harmless), List.of(harmless, dangerous))) {
            Completion completion = RunReport.completion(CLAIM, new Verdict.Checked(2, order), NOW);
            CheckRun run = CheckRun.parseFrom(completion.events().getLast().value());

            assertThat(run.getFacts().getStatementTypesList()).containsExactly("DROP_TABLE", "SELECT");
            assertThat(run.getFacts().getChangedTablesList()).containsExactly("public.money", "public.t");
            assertThat(run.getFacts().getAffectedRows()).isEqualTo(1_000_001);
            assertThat(run.getTotals().getErrors()).isEqualTo(1);
            assertThat(run.getTotals().getTargets()).isEqualTo(2);
            assertThat(completion.events()).as("one record of the database, and the end").hasSize(2);
            assertThat(CheckResult.parseFrom(completion.events().getFirst().value()).getOutcomesList())
                    .extracting(CheckOutcome::getSheetSha256).containsExactly("a".repeat(64), "b".repeat(64));
        }
    }

    private static TargetOutcome spec(String sheet, String type, String table, Status status, long rows) {
        var target = new Target("instances/i/databases/d", sheet.repeat(64),
                Set.of(CheckType.STATEMENT_SUMMARY_REPORT), false, Map.of());
        return new TargetOutcome(target, List.of(CheckOutcome.newBuilder().setStatus(status)
                .setTarget(target.database()).setType(CheckType.STATEMENT_SUMMARY_REPORT)
                .setSheetSha256(target.sheetSha256())
                .setSummary(SummaryReport.newBuilder().addStatementTypes(type).setAffectedRows(rows)
                        .addChangedTables(
                                CheckOutcome.ChangedTable.newBuilder().setSchema("public").setTable(table)))
                .build()), "PRODUCTION", "POSTGRES");
    }

    @Test
    void oneSliceWithoutAFigureMakesTheSumUnknown() {
        List<EndedRun.Page> pages = List.of(target("a", Status.SUCCESS, 5L), target("b", Status.SUCCESS, null)).stream()
                .map(target -> RunReport.slice(SLICE, new Verdict.Checked(2, List.of(target))).page()).toList();

        assertThat(RunFacts.merge(pages.stream().map(EndedRun.Page::facts).toList()).hasAffectedRows()).isFalse();
    }

    @Test
    void aListIsCompleteWhenEveryTargetHasTold() {
        var silent = new TargetOutcome(target("b", Status.ERROR, 1L).target(), List.of(), "", "POSTGRES");

        assertThat(RunFacts.of(List.of(target("a", Status.SUCCESS, 5L))).getCompleteList()).containsExactly(
                Kind.STATEMENT_TYPES, Kind.ENVIRONMENTS, Kind.ENGINES, Kind.CHANGED_TABLES);
        assertThat(RunFacts.of(List.of(target("a", Status.SUCCESS, 5L), silent)).getCompleteList())
                .containsExactly(Kind.ENGINES);
    }

    @Test
    void tablesOfCodeThatNobodyLookedIntoAreUnknown() {
        var block = SummaryReport.newBuilder().addStatementTypes("DO").build();
        var target = target("a", Status.SUCCESS, 5L);
        var opaque = new TargetOutcome(target.target(),
                List.of(target.outcomes().getFirst().toBuilder().setSummary(block).build()), "PRODUCTION", "POSTGRES");

        assertThat(RunFacts.of(List.of(target, opaque)).getCompleteList()).doesNotContain(Kind.CHANGED_TABLES)
                .contains(Kind.STATEMENT_TYPES);
    }

    @Test
    void tooManyTablesAreAsGoodAsUnknown() {
        var many = CheckRun.Facts.newBuilder().addComplete(Kind.CHANGED_TABLES);
        IntStream.range(0, 600).forEach(i -> many.addChangedTables("public.t" + i));
        var others = CheckRun.Facts.newBuilder().addComplete(Kind.CHANGED_TABLES);
        IntStream.range(500, 1_100).forEach(i -> others.addChangedTables("public.t" + i));

        assertThat(RunFacts.merge(List.of(many.build())).getCompleteList()).containsExactly(Kind.CHANGED_TABLES);
        assertThat(RunFacts.merge(List.of(many.build(), others.build())).getCompleteList()).isEmpty();
    }

    @Test
    void theDigestTellsWhetherTheSameWasFound() {
        var a = target("a", Status.SUCCESS, 5L);
        var b = target("b", Status.WARNING, 5L);
        var digest = RunFacts.of(List.of(a, b)).getResultsDigest();

        assertThat(digest).hasSize(64).isEqualTo(RunFacts.of(List.of(b, a)).getResultsDigest())
                .isNotEqualTo(RunFacts.of(List.of(a, target("b", Status.WARNING, 6L))).getResultsDigest());
        assertThat(RunFacts.merge(List.of(RunFacts.of(List.of(a)), CheckRun.Facts.getDefaultInstance()))
                .getResultsDigest()).isEmpty();
    }

    private static TargetOutcome target(String database, Status status, Long rows) {
        String name = "instances/i/databases/" + database;
        var summary = SummaryReport.newBuilder();
        if (rows != null) {
            summary.setAffectedRows(rows);
        }
        return new TargetOutcome(
                new Target(name, "a".repeat(64), Set.of(CheckType.STATEMENT_SUMMARY_REPORT), false, Map.of()),
                List.of(CheckOutcome.newBuilder().setStatus(status).setTarget(name)
                        .setType(CheckType.STATEMENT_SUMMARY_REPORT).setSummary(summary).build()),
                "PRODUCTION", "POSTGRES");
    }
}
