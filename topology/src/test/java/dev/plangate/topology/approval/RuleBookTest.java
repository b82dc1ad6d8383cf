package dev.plangate.topology.approval;

import static dev.plangate.topology.approval.Changes.rule;
import static dev.plangate.v1.ApprovalRequirement.Risk.LOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.v1.ApprovalRule;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleBookTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            affected_rows > 5 &&                      | line 1, column 21: mismatched input
            row_count > 5                             | line 1, column 1: undeclared reference to 'row_count'
            affected_rows > 'x'                       | line 1, column 15: found no matching overload for '_>_'
            affected_rows                             | line 1, column 1: expected type 'bool' but found 'int'
            affected_rows + 1 > 5                     | line 1, column 15: undeclared reference to '_+_'
            affected_rows / 0 > 5                     | undeclared reference to '_/_'
            changed_tables[0] == 'a'                  | undeclared reference to '_[_]'
            changed_tables.map(t, t).size() > 2       | undeclared reference
            false                                     | line 1, column 1: never holds
            1 > 2 && affected_rows > 5                | never holds
            'a'.matches('[')                          | line 1, column 13: no pattern of RE2
            project.matches(engines[0])               | undeclared reference
            engines.exists(e, project.matches(e))     | line 1, column 35: a pattern that is not written out
            project.matches('((a{30}){30}){30}')      | pattern
            engines.exists(a, environments.exists(b, a == b)) | all() or exists() within another one
            """)
    void refusesWithPositionAndReason(String condition, String reason) {
        var reading = RuleBook.read(List.of(rule("fine", "affected_rows > 7", LOW), rule("bad", condition, LOW)));

        assertThat(reading).isInstanceOfSatisfying(RuleBook.Refused.class,
                refused -> assertThat(refused.faults()).singleElement().asString()
                        .startsWith("approval_rules[1] (bad) line 1, column").contains(reason));
    }

    @Test
    void positionsAreThoseOfTheLine() {
        var reading = RuleBook.read(List.of(rule("bad", "affected_rows > 5\n  && \"\u00e4\u00f6\" == nothing", LOW)));

        assertThat(((RuleBook.Refused) reading).faults()).singleElement().asString()
                .contains("line 2, column 14: undeclared reference to 'nothing'");
    }

    @ParameterizedTest
    @CsvSource({"true", "1 < 2", "affected_rows > 5 || true", "!(affected_rows > 5 && false)"})
    void nothingIsReachedBehindARuleThatAlwaysHolds(String always) {
        var reading = RuleBook.read(List.of(rule("all", always, LOW), rule("late", "affected_rows > 5", LOW)));

        assertThat(((RuleBook.Refused) reading).faults()).extracting(RuleFault::toString).containsExactly(
                "approval_rules[1] (late) line 1, column 1: never reached: all, which holds for every change, stands before it");
    }

    @Test
    void aLastRuleMayAlwaysHold() {
        assertThat(RuleBook.read(List.of(rule("few", "affected_rows < 5", LOW), rule("rest", "true", LOW))))
                .isInstanceOf(RuleBook.Usable.class);
    }

    @Test
    void everyFaultIsTold() {
        var reading = RuleBook.read(List.of(rule("a", "x", LOW), rule("b", "affected_rows > 1", LOW, "roles/dba",
                "roles/dba"), ApprovalRule.newBuilder().setName("c").setCondition("affected_rows > 2").build()));

        assertThat(((RuleBook.Refused) reading).faults()).extracting(RuleFault::rule).containsExactly(0, 1, 2);
    }

    /** Each is refused at once, or answered at once: nothing that is written into 1,000 characters costs more than that. */
    @Test
    void hostileConditionsAreRefused() {
        var deep = "!(".repeat(300) + "true" + ")".repeat(300);
        var parentheses = "(".repeat(300) + "true" + ")".repeat(300);
        var huge = IntStream.range(0, 400).mapToObj(i -> "true").collect(Collectors.joining(" || "));
        var lists = "[".repeat(200) + "]".repeat(200) + " == []";
        var loops = IntStream.range(0, 9).mapToObj(i -> "engines.exists(e, e == '" + i + "')")
                .collect(Collectors.joining(" || "));

        for (String hostile : List.of(deep, parentheses, huge, lists, loops, "(".repeat(999), "a".repeat(999), "\u0000",
                "\ud800", "project.matches('" + "(a*)*".repeat(100) + "')", "engines.all(e,", "'".repeat(501))) {
            assertThat(RuleBook.read(List.of(rule("hostile", hostile, LOW)))).as(hostile)
                    .isInstanceOf(RuleBook.Refused.class);
        }
    }

    @Test
    void theCostliestConditionThatIsAcceptedIsCheap() {
        var loops = IntStream.range(0, CelShape.COMPREHENSIONS)
                .mapToObj(i -> "changed_tables.exists(t, t.matches('(x+x+)+y" + i + "'))")
                .collect(Collectors.joining(" || "));
        var tables = IntStream.range(0, Facts.LONGEST).mapToObj(i -> "x".repeat(120) + i).toList();
        var facts = new Facts("projects/shop", Changes.KNOWN.statementTypes(), Changes.KNOWN.affectedRows(),
                Changes.KNOWN.environments(), Changes.KNOWN.engines(), Optional.of(tables),
                Changes.KNOWN.targetsChecked(), Changes.KNOWN.targetsDerived());

        var rules = Changes.book(rule("costly", loops, LOW), rule("rest", "true", LOW, "roles/dba")).rules();

        assertThat(ApprovalFinding.of(rules, facts).rules()).containsExactly("rest");
    }
}
