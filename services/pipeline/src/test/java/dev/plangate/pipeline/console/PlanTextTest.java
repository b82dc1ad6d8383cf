package dev.plangate.pipeline.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import dev.plangate.v1.ApprovalRequirement;
import dev.plangate.v1.CheckResult;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.GateStatus;
import dev.plangate.v1.Plan;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTextTest {
    private static final String NAME = "projects/shop/plans/index-orders";
    private static final GateStatus GATE = message(GateStatus.newBuilder(), """
            plan: "projects/shop/plans/index-orders" revision: 1 run: 1 phase: BLOCKED
            summary: "The checks of run 1 found 1 error."
            conditions { type: PLAN_LIVE state: HOLDS reason: "The plan is active." }
            conditions { type: CHECKS_PASSED state: FAILS reason: "Run 1 found 1 error." }
            conditions { type: APPROVED state: NOT_CONSULTED reason: "The project asks for no approval." }
            """).build();
    private static final CheckRun RUN = message(CheckRun.newBuilder(), """
            run: 1 revision: 1 status: DONE totals { targets: 1 derived_targets: 3 successes: 1 errors: 1 }
            """).build();
    private static final CheckResult RESULT = message(CheckResult.newBuilder(), """
            run: 1 target: "instances/demo/databases/shop_eu"
            outcomes { status: ERROR title: "Index is built under a lock" type: STATEMENT_ADVISE
              content: "Writes to orders wait for the whole build.\\nIt has about 500,000 rows."
              review { start { line: 1 column: 1 } rule: "require-concurrent-index-creation"
                rewrite: "CREATE INDEX CONCURRENTLY orders_customer ON orders (customer_id)" } }
            outcomes { status: SUCCESS type: STATEMENT_SUMMARY_REPORT title: "Summary"
              summary { statement_types: "CREATE_INDEX" affected_rows: 0
                changed_tables { schema: "public" table: "orders" estimated_rows: 500000 } } }
            outcomes { status: WARNING type: GHOST_SYNC title: "Check failed" content: "gh-ost binary not found" }
            """).build();
    private static final ApprovalRequirement ASKED = message(ApprovalRequirement.newBuilder(), """
            revision: 1 run: 1 risk: HIGH rule: "drops" reason: "rule drops matched" ordered: true
            steps { required: 1 roles: "roles/owner" } steps { required: 2 roles: "roles/dba" roles: "roles/onCall" }
            """).build();
    private final PlanText words = new PlanText(new Paint(false));

    @Test
    void the_page_tells_conditions_run_and_findings() {
        PlanView view = new PlanView(NAME,
                Optional.of(Plan.newBuilder().setTitle("Find orders").setRevision(2).build()),
                Optional.empty(), Optional.of(GATE), Optional.of(ASKED), Optional.of(RUN), List.of(RESULT));

        assertThat(words.page(view)).isEqualTo("""
                projects/shop/plans/index-orders  Find orders
                BLOCKED at revision 1: The checks of run 1 found 1 error.
                Revision 2 is published and not judged yet.

                  yes  plan live       The plan is active.
                  NO   checks passed   Run 1 found 1 error.
                  off  approved        The project asks for no approval.

                approval of revision 1, run 1: risk HIGH, rule drops matched
                  1. 1 person of roles/owner
                  2. 2 people of roles/dba or roles/onCall

                run 1 of revision 1: DONE, 1 of 3 targets (sampled), 1 error, no warnings
                  instances/demo/databases/shop_eu: 1 error, 1 warning
                    ERROR   1:1 require-concurrent-index-creation: Writes to orders wait for the whole build.
                             It has about 500,000 rows.
                             write instead: CREATE INDEX CONCURRENTLY orders_customer ON orders (customer_id)
                    ok      CREATE_INDEX; 0 rows affected; changes public.orders (about 500,000 rows)
                    WARNING ghost sync: Check failed: gh-ost binary not found""");
    }

    @Test
    void who_has_to_approve_is_said_in_steps_or_that_nobody_has_to() {
        var free = ASKED.toBuilder().clearSteps().clearRisk().setNoApprovalNeeded(true).build();
        var text = new RequirementText(new Paint(false));

        assertThat(text.of(free)).containsExactly("approval of revision 1, run 1: risk HIGH, rule drops matched",
                "  nobody has to approve");
        assertThat(
                text.of(ASKED.toBuilder().setRisk(ApprovalRequirement.Risk.LOW).clearOrdered().removeSteps(1).build()))
                .containsExactly("approval of revision 1, run 1: risk LOW, rule drops matched",
                        "  - 1 person of roles/owner");
    }

    @Test
    void a_plan_that_the_gate_has_not_seen_is_told_what_may_be_missing() {
        PlanView view = new PlanView(NAME, Optional.of(Plan.getDefaultInstance()), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), List.of());

        assertThat(words.page(view)).isEqualTo("""
                projects/shop/plans/index-orders
                The gate has not seen this plan yet. Are intake, relay and gate running?""");
    }

    @Test
    void a_run_that_failed_says_why() {
        CheckRun failed = RUN.toBuilder().clearTotals().setStatus(CheckRun.Status.FAILED).setError(
                "NO_TARGETS: the plan derives no database").build();

        assertThat(words.run(failed)).isEqualTo(
                "run 1 of revision 1: FAILED, NO_TARGETS: the plan derives no database");
    }

    @Test
    void events_are_lines_for_people_or_objects_for_scripts() {
        StringWriter text = new StringWriter();
        StringWriter json = new StringWriter();
        Instant at = Instant.parse("2026-11-20T08:00:01Z");

        EventPrinter.text(new PrintWriter(text), words, ZoneOffset.UTC).print(GATE, at);
        EventPrinter.json(new PrintWriter(json)).print(RUN, at);

        assertThat(text.toString()).isEqualToIgnoringNewLines(
                "08:00:01  gate BLOCKED at revision 1: The checks of run 1 found 1 error.");
        assertThat(json.toString()).startsWith(
                "{\"time\":\"2026-11-20T08:00:01Z\",\"event\":\"CheckRun\",\"checkRun\":{\"run\":\"1\",")
                .doesNotContain(
                        "\n{");
    }

    @Test
    void colours_change_nothing_but_colours() {
        PlanView view = new PlanView(NAME, Optional.empty(), Optional.empty(), Optional.of(GATE), Optional.empty(),
                Optional.of(RUN),
                List.of(RESULT));

        String coloured = new PlanText(new Paint(true)).page(view);

        assertThat(coloured).contains("\u001b[31mBLOCKED\u001b[0m");
        assertThat(coloured.replaceAll("\u001b\\[[0-9]+m", "")).isEqualTo(words.page(view));
    }

    private static <B extends Message.Builder> B message(B builder, String text) {
        try {
            TextFormat.merge(text, builder);
            return builder;
        } catch (TextFormat.ParseException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
