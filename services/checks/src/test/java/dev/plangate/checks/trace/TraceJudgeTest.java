package dev.plangate.checks.trace;

import static dev.plangate.checks.trace.Scripts.CUSTOMERS;
import static dev.plangate.checks.trace.Scripts.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.Level;
import dev.plangate.checks.rule.LockMode;
import dev.plangate.checks.rule.Policy;
import dev.plangate.checks.rule.Reviewer;
import dev.plangate.checks.rule.Running;
import dev.plangate.checks.rule.Sizes;
import dev.plangate.v1.ReviewPolicy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where a rule and a trace disagree the trace decides; a trace that is not whole takes weight from nothing. */
class TraceJudgeTest {
    private static final String CHANGE = "set lock_timeout = '1s'; alter table orders alter total type bigint";

    private static List<Finding> judged(String sql, Trace trace) {
        var sheet = Scripts.parse(sql);
        var found = Reviewer.review(sheet, Policy.of(ReviewPolicy.getDefaultInstance()), Optional.empty(),
                Running.STATEMENT_BY_STATEMENT);
        return TraceJudge.judge(sheet, found, trace, new Sizes(Sizes.DEFAULT_LARGE, Sizes.DEFAULT_AFFECTED));
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

        assertThat(judged).extracting(Finding::rule).containsOnly(TraceJudge.TRACED);
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
}
