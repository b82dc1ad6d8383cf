package dev.plangate.topology.domain;

import static dev.plangate.topology.domain.Samples.approval;
import static dev.plangate.topology.domain.Samples.done;
import static dev.plangate.topology.domain.Samples.facts;
import static dev.plangate.topology.domain.Samples.is;
import static dev.plangate.topology.domain.Samples.plan;
import static dev.plangate.v1.Approval.Status.APPROVED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.v1.Approval;
import dev.plangate.v1.GateStatus;
import dev.plangate.v1.PlanState;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether authors may approve what they wrote themselves. */
class SelfApprovalTest {
    private static final String ANN = "users/ann@example.com";
    private final PlanGate gate = new PlanGate();

    @Test
    void theAuthorMayApproveUnlessTheProjectForbidsIt() {
        gate.hears(is(plan(1, 1, 1).setCreator(ANN)), is(done(1, 1, 0)), is(approved(1, ANN)));
        assertThat(gate.commands()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # creator              | approvers                        | why not; empty = it counts
            users/ann@example.com  | users/ben@example.com            | ''
            users/ann@example.com  | users/ben@example.com,users/cleo | ''
            users/ann@example.com  | users/ann@example.com.au         | ''
            users/ann@example.com  | users/ann@example.com            | users/ann@example.com wrote revision 1 and is among those who approved it
            users/ann@example.com  | users/ben,users/ann@example.com  | users/ann@example.com wrote revision 1 and is among those who approved it
            users/ann@example.com  | ' Users/Ann@Example.com '        | users/ann@example.com wrote revision 1 and is among those who approved it
            users/ann@example.com  | -                                | the approval does not say who gave it
            users/ann@example.com  | users/ben,' '                    | the approval does not say who gave it
            -                      | users/ben@example.com            | nobody knows who wrote revision 1
            ' '                    | users/ben@example.com            | nobody knows who wrote revision 1
            -                      | -                                | nobody knows who wrote revision 1
            """)
    void whereItIsForbiddenBothAreKnownAndDiffer(String creator, String approvers, String why) {
        var names = approvers == null ? new String[0] : approvers.replace("'", "").split(",");
        gate.hears(is(strict(1).setCreator(creator == null ? "" : creator)), is(done(1, 1, 0)), is(approved(1, names)));

        assertThat(gate.commands()).hasSize(why.isEmpty() ? 1 : 0);
        assertThat(gate.reason(GateStatus.Type.APPROVED)).isEqualTo(
                why.isEmpty() ? "revision 1 is approved" : why + ", and projects/shop forbids self-approval");
    }

    @Test
    void whatIsToBeDoneIsSaid() {
        gate.hears(is(strict(1).setCreator(ANN)), is(done(1, 1, 0)), is(approved(1, ANN)));

        assertThat(gate.status().getSummary()).isEqualTo("Blocked: users/ann@example.com wrote revision 1 and is among "
                + "those who approved it, and projects/shop forbids self-approval; next let others than "
                + "users/ann@example.com approve revision 1.");
        gate.hears(is(approved(2, "users/ben")));
        assertThat(gate.commands()).hasSize(1);
    }

    /** The author of a revision, not of the plan: who corrects another one's plan may not approve the correction. */
    @Test
    void theAuthorIsThatOfTheRevision() {
        gate.hears(is(strict(1).setCreator(ANN)), is(strict(2).setRevision(2).setCheckDigest("digest-2").setRun(2)
                .setCreator("users/ben")), is(done(2, 2, 0)), is(approved(1, "users/ben").setPlanRevision(2)));
        assertThat(gate.commands()).isEmpty();

        gate.hears(is(approved(2, ANN).setPlanRevision(2)));
        assertThat(gate.commands()).hasSize(1);
    }

    /** Rules stand above it: where nobody has to approve, an approval by nobody, or by the author, is as good as any. */
    @ParameterizedTest
    @CsvSource({"5, '', 1", "5, users/ann@example.com, 1", "500, '', 0", "500, users/ann@example.com, 0",
            "500, users/ben, 1"})
    void whereARuleAsksNobodyNobodyIsLookedFor(long rows, String approver, int commands) {
        var plan = strict(1).setCreator(ANN);
        plan.getSettingsBuilder().addAllApprovalRules(Samples.RULES);
        var names = approver.isEmpty() ? new String[0] : new String[]{approver};
        for (var order : orders(List.of(is(plan), is(done(1, 1, 0).setFacts(facts(rows))), is(approved(1, names))))) {
            var alone = new PlanGate();
            alone.hears(order.toArray(GateEvent[]::new));
            assertThat(alone.commands()).as("%s", order).hasSize(commands);
        }
    }

    /** Settings that change are no new check: the run that has passed still counts. */
    @Test
    void aPlanThatWaitedForItRollsOutWhenItIsAllowedAgainExactlyOnce() {
        gate.hears(is(strict(1).setCreator(ANN)), is(done(1, 1, 0)), is(approved(1, ANN)));
        assertThat(gate.commands()).isEmpty();

        var allowed = is(plan(2, 1, 1).setCreator(ANN));
        gate.hears(allowed, allowed, is(done(1, 1, 0)), is(approved(1, ANN)));
        assertThat(gate.commands()).hasSize(1);
        gate.hears(is(Samples.created(gate.command())), allowed, is(strict(3).setCreator(ANN)));
        assertThat(gate.commands()).hasSize(1);
    }

    /** A gate of the version before kept no approvers: nobody knows them, so that the approval has to be published again. */
    @Test
    void statesOfTheVersionBeforeKnowNoApprovers() {
        gate.hears(is(approved(1, "users/ben")), is(done(1, 1, 0)));
        var before = gate.state().toBuilder();
        before.getApprovalBuilder().clearApprovers();
        var after = Gate.on(before.build(), is(strict(1).setCreator(ANN)), Samples.finder());
        assertThat(Status.of(after.state()).orElseThrow().getSummary()).isEqualTo("Blocked: the approval does not say "
                + "who gave it, and projects/shop forbids self-approval; next publish the approval again with its approvers.");

        var again = Gate.on(after.state(), is(approved(2, "users/ben")), Samples.finder());
        assertThat(again.decisions()).hasAtLeastOneElementOfType(Decision.SendCommand.class);
    }

    /** And the version before reads what this one writes: unknown fields are kept or skipped, none has another meaning. */
    @Test
    void whatIsKeptOfAHundredApproversIsSmall() {
        var names = IntStream.range(0, 100).mapToObj(i -> "users/" + "x".repeat(190) + i).toArray(String[]::new);
        gate.hears(is(approved(1, names)));
        assertThat(gate.state().getApproval().getApproversList()).hasSize(100);
        assertThat(gate.state().getSerializedSize()).isLessThan(1_000);
    }

    /** Every combination of who wrote, who approved, what is forbidden, asked for and freed, in every order of arrival. */
    @Test
    void everyCombinationIsAsWritten() {
        var finder = Samples.finder();
        int rows = 0;
        int opened = 0;
        for (boolean forbidden : new boolean[]{false, true}) {
            for (boolean asked : new boolean[]{false, true}) {
                for (boolean freed : new boolean[]{false, true}) {
                    for (String creator : List.of("", " ", "a", "b")) {
                        for (List<String> approvers : APPROVERS) {
                            for (var status : List.of(Approval.Status.PENDING, APPROVED, Approval.Status.REJECTED,
                                    Approval.Status.SENT_BACK, Approval.Status.REVOKED)) {
                                for (int revision = 1; revision <= 3; revision++) {
                                    boolean counts = status == APPROVED && revision == 2
                                            && (!forbidden || freed || isByOthers(creator, approvers));
                                    var events = events(forbidden, asked, freed, creator,
                                            approval(1, status, revision).addAllApprovers(approvers));
                                    for (var order : orders(events)) {
                                        var alone = new PlanGate(finder);
                                        alone.hears(order.toArray(GateEvent[]::new));
                                        assertThat(alone.commands().size()).as("%s", order)
                                                .isEqualTo(!asked || counts ? 1 : 0);
                                        rows++;
                                        opened += alone.commands().size();
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        assertThat(rows).isEqualTo(2 * 2 * 2 * 4 * 7 * 5 * 3 * 6);
        // Not asked for: all. Asked for: of 15 approvals one; all 28 pairs of names where it is allowed or freed, else 3 + 2.
        assertThat(opened).isEqualTo(6 * (4 * 28 * 15 + 3 * 28 + 3 + 2));
    }

    private static final List<List<String>> APPROVERS = List.of(List.of(), List.of("a"), List.of("b"), List.of("c"),
            List.of("a", "b"), List.of("b", "c"), List.of("c", " "));

    private static boolean isByOthers(String creator, List<String> approvers) {
        Set<String> known = new TreeSet<>(List.of("a", "b", "c"));
        return known.contains(creator) && !approvers.isEmpty() && known.containsAll(approvers)
                && !approvers.contains(creator);
    }

    private static List<GateEvent> events(boolean forbidden, boolean asked, boolean freed, String creator,
            Approval.Builder approval) {
        var plan = plan(1, 2, 2).setCreator(creator);
        plan.getSettingsBuilder().setRequireIssueApproval(asked).setForbidSelfApproval(forbidden)
                .addAllApprovalRules(Samples.RULES);
        return List.of(is(plan), is(done(2, 2, 0).setFacts(facts(freed ? 5 : 500))), is(approval));
    }

    private static List<List<GateEvent>> orders(List<GateEvent> three) {
        return Stream.of("012", "021", "102", "120", "201", "210")
                .map(order -> order.chars().mapToObj(place -> three.get(place - '0')).toList()).toList();
    }

    private static PlanState.Builder strict(long version) {
        var plan = plan(version, 1, 1);
        plan.getSettingsBuilder().setForbidSelfApproval(true);
        return plan;
    }

    private static Approval.Builder approved(long version, String... approvers) {
        return approval(version, APPROVED, 1).addAllApprovers(List.of(approvers));
    }
}
