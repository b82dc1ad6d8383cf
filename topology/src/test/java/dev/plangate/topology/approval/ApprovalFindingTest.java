package dev.plangate.topology.approval;

import static dev.plangate.topology.approval.Changes.KNOWN;
import static dev.plangate.topology.approval.Changes.book;
import static dev.plangate.topology.approval.Changes.rule;
import static dev.plangate.topology.approval.Changes.without;
import static dev.plangate.v1.ApprovalRequirement.Risk.HIGH;
import static dev.plangate.v1.ApprovalRequirement.Risk.LOW;
import static dev.plangate.v1.ApprovalRequirement.Risk.MODERATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.v1.ApprovalRule;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApprovalFindingTest {
    private static final ApprovalRule DROPS = rule("drops", "'DROP_TABLE' in statement_types", HIGH, "roles/dba",
            "roles/owner");
    private static final ApprovalRule LARGE = rule("large", "affected_rows > 1000", MODERATE, "roles/dba");
    private static final ApprovalRule TESTS = rule("tests", "environments.all(e, e == 'test')", LOW);
    private static final ApprovalRule REST = rule("rest", "true", LOW, "roles/owner");
    private static final RuleBook RULES = book(DROPS, LARGE, TESTS, REST);

    /** Which facts are unknown (a letter each), the rows, and what comes of it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', nullValues = "-", textBlock = """
            # unknown      | rows | risk     | rules                    | roles
            -              | 500  | LOW      | rest                     | roles/owner
            -              | 5000 | MODERATE | large                    | roles/dba
            rows           | 0    | MODERATE | large, rest              | roles/dba roles/owner
            types          | 500  | HIGH     | drops, rest              | roles/dba roles/owner
            types rows     | 0    | HIGH     | drops, large, rest       | roles/dba roles/owner
            environments   | 500  | LOW      | tests, rest              | roles/owner
            environments   | 5000 | MODERATE | large                    | roles/dba
            tables engines | 500  | LOW      | rest                     | roles/owner
            """)
    void whatIsUnknownNeverMakesItLess(String unknown, long rows, Risk risk, String rules, String roles) {
        var facts = new Facts(KNOWN.project(), KNOWN.statementTypes(), OptionalLong.of(rows), KNOWN.environments(),
                KNOWN.engines(), KNOWN.changedTables(), KNOWN.targetsChecked(), KNOWN.targetsDerived());

        var finding = ApprovalFinding.of(RULES.rules(), without(facts, bits(unknown)));

        assertThat(finding.ruling().risk()).isEqualTo(risk);
        assertThat(String.join(", ", finding.rules())).isEqualTo(rules);
        assertThat(finding.ruling().flow().steps().stream().flatMap(step -> step.roles().stream()).toList())
                .containsExactlyInAnyOrder(roles.split(" "));
        assertThat(finding.noApprovalNeeded()).isFalse();
    }

    private static int bits(String unknown) {
        var names = List.of("types", "rows", "environments", "engines", "tables", "checked", "derived");
        return unknown == null
                ? 0
                : Stream.of(unknown.split(" ")).mapToInt(name -> 1 << names.indexOf(name)).sum();
    }

    @Test
    void noApprovalIsWhatARuleSays() {
        var finding = ApprovalFinding.of(book(rule("any", "affected_rows < 1000", LOW), REST).rules(), KNOWN);

        assertThat(finding.noApprovalNeeded()).isTrue();
        assertThat(finding.rules()).containsExactly("any");
    }

    /** Trap 19: no rules are not "no approval needed". */
    @Test
    void withoutAnyRuleTheFlowIsTheStrictest() {
        var finding = ApprovalFinding.of(List.of(), KNOWN);

        assertThat(finding.ruling()).isEqualTo(Ruling.BUILT_IN);
        assertThat(finding.noApprovalNeeded()).isFalse();
        assertThat(finding.reason()).isEqualTo("there is no approval rule; therefore the strictest flow");
    }

    /** Trap 16: what no rule thought of is not free. */
    @Test
    void withoutAMatchItIsAllThatAnyRuleAsksFor() {
        var finding = ApprovalFinding.of(book(DROPS, LARGE).rules(), KNOWN);

        assertThat(finding.ruling().flow().steps()).extracting(Step::roles).containsExactlyInAnyOrder(
                List.of("roles/projectOwner"), List.of("roles/workspaceDBA"), List.of("roles/dba"),
                List.of("roles/owner"));
        assertThat(finding.reason()).startsWith("no approval rule matched");
        assertThat(finding.rules()).isEmpty();
    }

    /** Trap 16: nor is what a rule fails over. */
    @Test
    void anErrorLeadsToTheStrictestFlowAndIsTold() {
        var broken = new Rule("broken", _ -> new Truth.Failed("too many loops"), new Ruling(Risk.LOW, Flow.NONE));

        var finding = ApprovalFinding.of(Stream.concat(Stream.of(broken), RULES.rules().stream()).toList(), KNOWN);

        assertThat(finding.ruling().risk()).isEqualTo(Risk.HIGH);
        assertThat(finding.noApprovalNeeded()).isFalse();
        assertThat(finding.reason()).contains("rule broken could not be evaluated: too many loops");
    }

    @Test
    void rulesOfTheWorkspaceComeAfterThoseOfTheProject() {
        var finder = new ApprovalFinder(RULES);

        assertThat(finder.find(List.of(rule("own", "affected_rows < 100", LOW)), KNOWN).rules())
                .containsExactly("rest");
        assertThat(finder.find(List.of(rule("own", "affected_rows < 1000", LOW)), KNOWN).rules())
                .containsExactly("own");
    }

    /** Trap 19: rules that cannot be used are not no rules. */
    @Test
    void rulesThatCannotBeReadLeadToTheStrictestFlow() {
        var finding = new ApprovalFinder(RULES).find(List.of(rule("own", "x > 1", LOW)), KNOWN);

        assertThat(finding.ruling().risk()).isEqualTo(Risk.HIGH);
        assertThat(finding.reason()).startsWith("the project's rules cannot be used: approval_rules[0] (own) line 1");
    }

    @Test
    void severalOfSeveralRoles() {
        var two = new Step(List.of("roles/owner", "roles/dba", "roles/dba"), 2);

        assertThat(two.roles()).containsExactly("roles/dba", "roles/owner");
        assertThat(new Flow(List.of(two), false).and(new Flow(List.of(new Step(two.roles(), 3)), true)))
                .isEqualTo(new Flow(List.of(new Step(two.roles(), 3)), false));
    }
}
