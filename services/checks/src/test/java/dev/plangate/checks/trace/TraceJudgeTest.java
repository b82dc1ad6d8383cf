package dev.plangate.checks.trace;

import static dev.plangate.checks.trace.Scripts.CUSTOMERS;
import static dev.plangate.checks.trace.Scripts.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.Level;
import dev.plangate.checks.rule.LockMode;
import dev.plangate.checks.rule.Policy;
import dev.plangate.checks.rule.Reviewer;
import dev.plangate.checks.rule.Rules;
import dev.plangate.checks.rule.Running;
import dev.plangate.v1.ReviewPolicy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where a rule and a trace disagree the trace decides; a trace that is not whole takes weight from nothing. */
class TraceJudgeTest {
    private static final String CHANGE = "set lock_timeout = '1s'; alter table orders alter total type bigint";

    private static List<Finding> judged(String sql, Trace trace) {
        return judged(sql, trace, ReviewPolicy.getDefaultInstance());
    }

    private static List<Finding> judged(String sql, Trace trace, ReviewPolicy settings) {
        var policy = Policy.of(settings);
        return Reviewer.review(Scripts.parse(sql), policy, Optional.empty(), Running.STATEMENT_BY_STATEMENT,
                TraceJudge.of(trace, policy));
    }

    @Test
    void aFindingThatTheTraceConfirmsSaysSo() {
        var judged = judged(CHANGE, Scripts.whole(Scripts.quiet(0), Scripts.rewrite(1, 1)));

        assertThat(judged).singleElement().satisfies(finding -> {
            assertThat(finding.rule().name()).isEqualTo("changing-column-type");
            assertThat(finding.severity().level()).isEqualTo(Level.ERROR);
            assertThat(finding.message()).endsWith(
                    "Traced on an empty clone (PostgreSQL 16), the statement rewrites public.orders under ACCESS EXCLUSIVE.");
        });
    }

    @Test
    void aFindingThatTheTraceContradictsIsInformation() {
        var trace = Scripts.whole(Scripts.quiet(0),
                Scripts.locks(1, Scripts.lock(ORDERS, LockMode.ACCESS_EXCLUSIVE, 1)));

        assertThat(judged(CHANGE, trace)).singleElement().satisfies(finding -> {
            assertThat(finding.severity().level()).isEqualTo(Level.INFO);
            assertThat(finding.message()).endsWith("the rule expects it, the trace decides.");
        });
    }

    @Test
    void aPartialTraceTakesNoWeight() {
        var partly = new Trace.Partly(Scripts.run(Scripts.quiet(0),
                Scripts.locks(1, Scripts.lock(ORDERS, LockMode.ACCESS_EXCLUSIVE, 1))), List.of("it lacks a type"));

        assertThat(judged(CHANGE, partly)).isEqualTo(judged(CHANGE, new Trace.None("no server")));
        assertThat(judged(CHANGE, new Trace.None("no server"))).extracting(finding -> finding.severity().level())
                .containsExactly(Level.ERROR);
    }

    @Test
    void aStatementThatFailedOnTheCloneKeepsItsFindings() {
        var trace = Scripts.whole(Scripts.quiet(0),
                TracedStatement.failed(1, TracedStatement.Mode.OWN_TRANSACTION, "no such column"));

        assertThat(judged(CHANGE, trace)).extracting(finding -> finding.severity().level())
                .containsExactly(Level.ERROR);
    }

    @Test
    void workThatNoRuleSawIsAFindingByItsSize() {
        String sql = "select change(); select change()";
        var judged = judged(sql, Scripts.whole(Scripts.rewrite(0, 0),
                Scripts.scan(1, CUSTOMERS, LockMode.SHARE_ROW_EXCLUSIVE, 1)));

        assertThat(judged).extracting(Finding::rule).containsOnly(Rules.TRACED_BLOCKING_WORK);
        assertThat(judged).extracting(Finding::message).containsExactly(
                "Traced on an empty clone (PostgreSQL 16), the statement rewrites public.orders under ACCESS EXCLUSIVE, which no rule saw: the trace decides.",
                "Traced on an empty clone (PostgreSQL 16), the statement scans public.customers under SHARE ROW EXCLUSIVE, which no rule saw: the trace decides.");
        assertThat(judged).extracting(finding -> finding.severity().because()).containsExactly(
                "public.orders has about 2,000,000 rows.",
                "The size of public.customers is not known: the worst case is assumed.");
        assertThat(judged).extracting(finding -> finding.range().from()).containsExactly(0, 17);
    }

    @Test
    void scansThatLetWritersInAreNoWorkThatBlocks() {
        assertThat(judged("alter table orders validate constraint c",
                Scripts.whole(Scripts.scan(0, ORDERS, LockMode.SHARE_UPDATE_EXCLUSIVE, 0)))).isEmpty();
    }

    @Test
    void aPolicySetsTheLevelOfWhatTheTraceAdds() {
        var trace = Scripts.whole(Scripts.rewrite(0, 0));
        var off = ReviewPolicy.newBuilder();
        off.addRulesBuilder().setRule("traced-blocking-work").setLevel(ReviewPolicy.Level.OFF);
        var info = ReviewPolicy.newBuilder();
        info.addRulesBuilder().setRule("traced-blocking-work").setLevel(ReviewPolicy.Level.INFO);
        var relaxed = ReviewPolicy.newBuilder().setBase(ReviewPolicy.Base.RELAXED);

        assertThat(judged("select change()", trace, off.build())).isEmpty();
        assertThat(judged("select change()", trace, info.build())).extracting(finding -> finding.severity().level())
                .containsExactly(Level.INFO);
        assertThat(judged("select change()", trace, relaxed.build()))
                .extracting(finding -> finding.severity().level()).containsExactly(Level.WARNING);
    }

    @Test
    void aCommentExemptsFromWhatTheTraceAdds() {
        var judged = judged("-- plangate:ignore traced-blocking-work: nobody uses it yet\nselect change()",
                Scripts.whole(Scripts.rewrite(0, 0)));

        assertThat(judged).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(Rules.IGNORE_COMMENT);
            assertThat(finding.message()).isEqualTo(
                    "The next statement is exempted from traced-blocking-work (of level ERROR). Reason: nobody uses it yet.");
        });
    }

    /** A rule saw it, and somebody took it away: it is not found again under another name. */
    @Test
    void whatAnotherRuleSawIsNotAddedWhereACommentExemptsFromThatRule() {
        var judged = judged(
                "set lock_timeout = '1s';\n-- plangate:ignore changing-column-type: at night\nalter table orders alter total type bigint",
                Scripts.whole(Scripts.quiet(0), Scripts.rewrite(1, 1)));

        assertThat(judged).extracting(Finding::rule).containsExactly(Rules.IGNORE_COMMENT);
    }

    @Test
    void whyATraceIsNotWholeIsAFindingWhereAStatementFailed() {
        var sheet = Scripts.parse("select 1;\n select 2");
        var policy = Policy.of(ReviewPolicy.getDefaultInstance());
        var failed = new Trace.Partly(
                Scripts.run(TracedStatement.failed(1, TracedStatement.Mode.OWN_TRANSACTION, "no")),
                List.of("a", "b", "c", "d", "e", "f"));
        var lacks = new Trace.Partly(Scripts.run(), List.of("the clone lacks extension postgis"));

        assertThat(TraceJudge.partly(sheet, failed, policy)).hasValueSatisfying(finding -> {
            assertThat(finding.message()).isEqualTo("Partly traced: a; b; c; d; e; and 1 more.");
            assertThat(finding.range().from()).isEqualTo(11);
            assertThat(finding.severity().level()).isEqualTo(Level.WARNING);
        });
        assertThat(TraceJudge.partly(sheet, lacks, policy))
                .hasValueSatisfying(finding -> assertThat(finding.range().from()).isZero());
        assertThat(TraceJudge.partly(sheet, Scripts.whole(), policy)).isEmpty();
    }
}
