package dev.plangate.pipeline.worker.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.pipeline.targets.Target;
import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckOutcome.Status;
import dev.plangate.v1.CheckType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** A retry takes over what is known and no error, and nothing else. */
class TakenOverTest {
    private static final String SHEET = "a".repeat(64);
    private static final String OTHER = "b".repeat(64);

    @Test
    void whatFailedIsCheckedAgainAndTheRestIsTakenOver() {
        List<Target> targets = List.of(target("a", SHEET), target("b", SHEET), target("c", SHEET));
        TakenOver taken = TakenOver.of(7, targets, byTarget(found("a", SHEET, Status.SUCCESS, Status.WARNING),
                found("b", SHEET, Status.SUCCESS, Status.ERROR), found("c", SHEET, Status.SUCCESS, Status.SUCCESS)));

        assertThat(taken.run()).isEqualTo(7);
        assertThat(taken.found().keySet()).containsExactlyInAnyOrder(targets.get(0), targets.get(2));
        assertThat(taken.found().get(targets.get(0)))
                .isEqualTo(found("a", SHEET, Status.SUCCESS, Status.WARNING));
    }

    /** Trap 8: results of two sheets on one database are told apart, and the database is one. */
    @Test
    void trap8EachSpecOfADatabaseGetsItsOwnResults() {
        List<Target> targets = List.of(target("a", SHEET), target("a", OTHER));
        List<CheckOutcome> first = found("a", SHEET, Status.SUCCESS, Status.SUCCESS);
        List<CheckOutcome> second = found("a", OTHER, Status.WARNING, Status.SUCCESS);

        assertThat(TakenOver.of(1, targets, byTarget(first, second)).found())
                .isEqualTo(Map.of(targets.get(0), first, targets.get(1), second));
        assertThat(TakenOver.of(1, targets, byTarget(first, found("a", OTHER, Status.ERROR, Status.SUCCESS))).found())
                .as("an error of one spec has both checked again").isEmpty();
    }

    @Test
    void whatIsNotWholeIsCheckedAgain() {
        Target target = target("a", SHEET);
        CheckOutcome advice = found("a", SHEET, Status.SUCCESS, Status.SUCCESS).getFirst();

        assertThat(TakenOver.of(1, List.of(target), Map.of()).found()).as("no outcome").isEmpty();
        assertThat(TakenOver.of(1, List.of(target), byTarget(List.of(advice))).found()).as("one check of two")
                .isEmpty();
        assertThat(TakenOver.of(1, List.of(target), byTarget(found("a", SHEET, Status.SUCCESS, Status.SUCCESS),
                found("a", OTHER, Status.SUCCESS, Status.SUCCESS))).found()).as("of another plan").isEmpty();
        assertThat(TakenOver.of(1, List.of(target, target("a", SHEET)),
                byTarget(found("a", SHEET, Status.SUCCESS, Status.SUCCESS))).found()).as("one sheet twice").isEmpty();
        assertThat(TakenOver.of(1, List.of(target),
                byTarget(found("a", SHEET, Status.SUCCESS, Status.STATUS_UNSPECIFIED))).found()).as("unreadable")
                .isEmpty();
    }

    /** Whatever was found: the errors are gone, nothing is there twice, and what is left out is checked again. */
    @Property
    void noErrorIsTakenOverAndNoDatabaseIsHalfTaken(
            @ForAll @Size(max = 12) List<@IntRange(max = 3) Integer> weights) {
        List<Target> targets = new ArrayList<>();
        List<CheckOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < weights.size(); i++) {
            String sheet = i % 2 == 0 ? SHEET : OTHER;
            targets.add(target("d" + i / 2, sheet));
            outcomes.addAll(found("d" + i / 2, sheet, Status.SUCCESS, Status.forNumber(weights.get(i))));
        }
        Map<Target, List<CheckOutcome>> taken = TakenOver.of(1, targets, byTarget(outcomes)).found();

        assertThat(taken.values().stream().flatMap(List::stream)).doesNotHaveDuplicates().isSubsetOf(outcomes)
                .allMatch(o -> o.getStatus() == Status.SUCCESS || o.getStatus() == Status.WARNING);
        targets.stream().collect(Collectors.groupingBy(Target::database)).forEach((database, specs) -> assertThat(
                specs.stream().filter(taken::containsKey).count()).as(database).isIn(0L, (long) specs.size()));
        outcomes.stream().filter(o -> targets.stream().filter(t -> t.database().equals(o.getTarget()))
                .noneMatch(taken::containsKey)).collect(Collectors.groupingBy(CheckOutcome::getTarget))
                .forEach((database, left) -> assertThat(left).as(database).anyMatch(
                        o -> o.getStatus() == Status.ERROR || o.getStatus() == Status.STATUS_UNSPECIFIED));
    }

    private static Target target(String database, String sheet) {
        return new Target("instances/i/databases/" + database, sheet,
                Set.of(CheckType.STATEMENT_ADVISE, CheckType.STATEMENT_SUMMARY_REPORT), false, Map.of());
    }

    private static List<CheckOutcome> found(String database, String sheet, Status advice, Status summary) {
        var outcome = CheckOutcome.newBuilder().setTarget("instances/i/databases/" + database).setSheetSha256(sheet);
        return List.of(outcome.setType(CheckType.STATEMENT_ADVISE).setStatus(advice).build(),
                outcome.setType(CheckType.STATEMENT_SUMMARY_REPORT).setStatus(summary).build());
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static Map<String, List<CheckOutcome>> byTarget(List<CheckOutcome>... found) {
        return List.of(found).stream().flatMap(List::stream).collect(Collectors.groupingBy(CheckOutcome::getTarget));
    }
}
