package dev.plangate.checks.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plangate.checks.CheckLimits;
import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.Level;
import dev.plangate.checks.rule.Policy;
import dev.plangate.checks.rule.RuleCase;
import dev.plangate.checks.rule.RuleCasesTest;
import dev.plangate.checks.rule.Running;
import dev.plangate.checks.scratch.Postgres;
import dev.plangate.checks.scratch.ScratchServers;
import dev.plangate.checks.trace.Trace;
import dev.plangate.v1.ReviewPolicy;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are traced on clones of a real target: the cases of rules whose findings come from traces, and what a trace does to findings. */
class TracedFilesIT {
    private static final Postgres SERVER = Postgres.of(18);
    private static final FileChecker CHECKER = new FileChecker(CheckLimits.DEFAULT);

    @AfterAll
    static void close() {
        CHECKER.close();
    }

    static Stream<RuleCase> cases() {
        return RuleCase.all().stream().filter(one -> one.kind() == RuleCase.Kind.TRACED);
    }

    private static CheckedFile check(String sql, ReviewPolicy policy, Running running, ScratchServers scratch)
            throws Exception {
        var target = TargetCatalogs.of(SERVER.url("traced_files"), "postgres", null, "--target", CheckLimits.DEFAULT);
        return CHECKER.check("new.sql", new ByteArrayInputStream(sql.getBytes(UTF_8)),
                new Judging(Policy.of(policy), running, target, target.traces(scratch)));
    }

    private static CheckedFile check(String sql) throws Exception {
        return check(sql, ReviewPolicy.getDefaultInstance(), Running.STATEMENT_BY_STATEMENT, SERVER.scratchServers());
    }

    private static List<Finding> of(CheckedFile file, String rule) {
        return file.findings().stream().filter(finding -> finding.rule().name().equals(rule)).toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void findsThatAndNoMore(RuleCase one) throws Exception {
        SERVER.target("traced_files", one.given());

        var file = check(one.sql(), RuleCasesTest.policy(one.rule()), Running.STATEMENT_BY_STATEMENT,
                SERVER.scratchServers());

        assertThat(one.told(of(file, one.rule()).stream().map(finding -> {
            var at = file.source().position(finding.range().from());
            return at.line() + ":" + at.column() + " " + finding.severity().level();
        }).toList())).as("%s", file.findings()).containsExactlyElementsOf(one.found());
    }

    /** The rule compares texts; the server proves the bounds by a list of values, and scans nothing. */
    @Test
    void whereTraceAndRuleDisagreeTheTraceDecides() throws Exception {
        SERVER.target("traced_files", """
                create table parent (a int not null) partition by range (a);
                create table child (a int not null, check (a in (1, 2, 3)));
                insert into child select 1 from generate_series(1, 150000);
                analyze child
                """);
        String sql = "set lock_timeout = '1s'; alter table parent attach partition child for values from (0) to (10)";

        assertThat(of(check(sql), "attach-partition")).singleElement().satisfies(finding -> {
            assertThat(finding.severity().level()).isEqualTo(Level.INFO);
            assertThat(finding.message()).endsWith("the rule expects it, the trace decides.");
        });
        SERVER.target("traced_files", """
                create table parent (a int not null) partition by range (a);
                create table child (a int not null);
                insert into child select 1 from generate_series(1, 150000);
                analyze child
                """);
        assertThat(of(check(sql), "attach-partition")).singleElement().satisfies(finding -> {
            assertThat(finding.severity().level()).as(finding.message()).isEqualTo(Level.ERROR);
            assertThat(finding.message())
                    .contains("Traced on an empty clone (PostgreSQL 18), the statement scans public.child");
        });
    }

    @Test
    void theTraceIsKeptWithItsStatements() throws Exception {
        SERVER.target("traced_files", "create table t (a int)");
        var file = check("set lock_timeout = '1s'; alter table t alter a type bigint", ReviewPolicy
                .getDefaultInstance(), Running.ONE_TRANSACTION, SERVER.scratchServers());

        assertThat(of(file, "changing-column-type")).singleElement().satisfies(finding -> assertThat(finding.message())
                .endsWith("the statement rewrites public.t under ACCESS EXCLUSIVE."));
        assertThat(file.trace().orElseThrow().trace()).isInstanceOfSatisfying(Trace.Whole.class,
                whole -> assertThat(whole.run().statements().getLast().rewritten())
                        .anyMatch(touched -> touched.name().name().equals("t")));
        assertThat(check("selec 1").trace()).isEmpty();
    }

    @Test
    void whatCannotBeTracedIsNotChecked() throws Exception {
        SERVER.target("traced_files", "create table t (a int)");

        assertThatThrownBy(() -> check("select 1", ReviewPolicy.getDefaultInstance(),
                Running.STATEMENT_BY_STATEMENT, _ -> Optional.empty())).isInstanceOf(NotTraced.class)
                .hasMessage("new.sql was not traced: there is no scratch server of PostgreSQL 18.");
    }
}
