package dev.plangate.topology.approval;

import static dev.plangate.topology.approval.Changes.rule;
import static dev.plangate.v1.ApprovalRequirement.Risk.HIGH;
import static dev.plangate.v1.ApprovalRequirement.Risk.LOW;
import static dev.plangate.v1.ApprovalRequirement.Risk.MODERATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.v1.ApprovalRequirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every list of up to three rules in every order, over every combination of facts that are known, and unknown: the answer is what
 * README says under "Who has to approve?". What a rule says of unknown facts is found by trying all that they might be.
 */
class ApprovalTableTest {
    /**
     * A change as the table knows it; null = nobody knows.
     *
     * @param prod whether a target is in prod
     */
    private record Change(String type, Long rows, Boolean prod) {
        /** All that it might be. */
        List<Change> possible() {
            var all = new ArrayList<Change>();
            for (String t : type == null ? TYPES : List.of(type)) {
                for (Long r : rows == null ? ROWS : List.of(rows)) {
                    for (Boolean p : prod == null ? List.of(true, false) : List.of(prod)) {
                        all.add(new Change(t, r, p));
                    }
                }
            }
            return all;
        }

        Facts facts() {
            return new Facts("projects/shop", Optional.ofNullable(type).map(List::of),
                    rows == null ? OptionalLong.empty() : OptionalLong.of(rows),
                    Optional.ofNullable(prod).map(in -> in ? List.of("prod", "test") : List.of("test")),
                    Optional.empty(), Optional.empty(), OptionalLong.empty(), OptionalLong.empty());
        }
    }

    /** One rule in both languages: CEL and a function over a change of which everything is known; the role that it asks. */
    private record Written(String condition, Function<Change, Boolean> holds, ApprovalRequirement.Risk risk,
            String role) {
        Rule compiled() {
            return holds == null
                    ? new Rule("broken", _ -> new Truth.Failed("broken"), new Ruling(Risk.LOW, Flow.NONE))
                    : Changes.book(role.isEmpty()
                            ? rule(name(), condition, risk)
                            : rule(name(), condition, risk, role)).rules().getFirst();
        }

        String name() {
            return role.isEmpty() ? "nobody" : role.substring("roles/".length());
        }
    }

    private static final List<String> TYPES = List.of("UPDATE", "DROP_TABLE");
    private static final List<Long> ROWS = List.of(0L, 100L, 101L, 9_000L);
    private static final List<Written> RULES = List.of(
            new Written("'DROP_TABLE' in statement_types", change -> change.type().equals("DROP_TABLE"), HIGH,
                    "roles/owner"),
            new Written("affected_rows > 100", change -> change.rows() > 100, MODERATE, "roles/dba"),
            new Written("environments.all(e, e == 'test')", change -> !change.prod(), LOW, ""),
            new Written("'prod' in environments && affected_rows <= 100",
                    change -> change.prod() && change.rows() <= 100,
                    LOW, "roles/lead"),
            new Written("'prod' in environments || statement_types == ['UPDATE']",
                    change -> change.prod() || change.type().equals("UPDATE"), MODERATE, "roles/onCall"),
            new Written("true", _ -> true, LOW, "roles/anyone"),
            new Written("what fails while it is evaluated", null, LOW, ""));

    /** What is to come of it. */
    private record Answer(ApprovalRequirement.Risk risk, Set<String> roles, List<String> rules, boolean nobody) {}

    /** Trap 16: an error, no match and unknown facts ask for the most; "nobody" is what a rule says, or several that all say so. */
    @Test
    void everyCombinationIsAsWritten() {
        var lists = lists();
        var changes = changes();
        assertThat(lists).hasSize(1 + 7 + 7 * 6 + 7 * 6 * 5);
        assertThat(changes).hasSize(3 * 5 * 3);
        int rows = 0;
        int nobody = 0;
        int strictest = 0;
        for (var list : lists) {
            var rules = list.stream().map(Written::compiled).toList();
            for (var change : changes) {
                var found = ApprovalFinding.of(rules, change.facts());
                var answer = new Answer(found.ruling().risk().message(),
                        new TreeSet<>(found.ruling().flow().steps().stream().flatMap(s -> s.roles().stream()).toList()),
                        found.rules(), found.noApprovalNeeded());
                assertThat(answer).as("%s over %s", list, change).isEqualTo(wanted(list, change));
                rows++;
                nobody += answer.nobody() ? 1 : 0;
                strictest += answer.rules().isEmpty() ? 1 : 0;
            }
        }
        assertThat(rows).isEqualTo(260 * 45);
        assertThat(nobody).isPositive();
        assertThat(strictest).isGreaterThan(nobody);
    }

    /** The first rule that matches decides; one that may match counts together with those after it, up to one that does. */
    private static Answer wanted(List<Written> rules, Change change) {
        var together = new ArrayList<Written>();
        for (var rule : rules) {
            if (rule.holds() == null) {
                return strictest(rules);
            }
            var truths = new TreeSet<>(change.possible().stream().map(rule.holds()).toList());
            if (truths.contains(true)) {
                together.add(rule);
            }
            if (truths.equals(Set.of(true))) {
                return answer(together, List.of(), ApprovalRequirement.Risk.LOW,
                        together.stream().map(Written::name).toList());
            }
        }
        return strictest(rules);
    }

    private static Answer strictest(List<Written> rules) {
        return answer(rules, List.of("roles/projectOwner", "roles/workspaceDBA"), HIGH, List.of());
    }

    private static Answer answer(List<Written> rules, List<String> roles, ApprovalRequirement.Risk risk,
            List<String> names) {
        var all = new TreeSet<>(roles);
        rules.stream().map(Written::role).filter(role -> !role.isEmpty()).forEach(all::add);
        var highest = Stream.concat(Stream.of(risk), rules.stream().map(Written::risk))
                .max(ApprovalRequirement.Risk::compareTo).orElseThrow();
        return new Answer(highest, all, names, all.isEmpty());
    }

    private static List<List<Written>> lists() {
        List<List<Written>> all = new ArrayList<>(List.of(List.of()));
        for (int from = 0, length = 0; length < 3; length++) {
            int to = all.size();
            for (var shorter : List.copyOf(all.subList(from, to))) {
                RULES.stream().filter(rule -> !shorter.contains(rule))
                        .forEach(rule -> all.add(Stream.concat(shorter.stream(), Stream.of(rule)).toList()));
            }
            from = to;
        }
        return all;
    }

    private static List<Change> changes() {
        var all = new ArrayList<Change>();
        for (String type : new String[]{"UPDATE", "DROP_TABLE", null}) {
            for (Long rows : new Long[]{0L, 100L, 101L, 9_000L, null}) {
                for (Boolean prod : new Boolean[]{true, false, null}) {
                    all.add(new Change(type, rows, prod));
                }
            }
        }
        return all;
    }
}
