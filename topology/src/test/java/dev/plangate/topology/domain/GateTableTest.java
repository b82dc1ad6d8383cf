package dev.plangate.topology.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.internal.v1.GateState;
import dev.plangate.internal.v1.SentCommand;
import dev.plangate.topology.approval.ApprovalFinder;
import dev.plangate.topology.approval.RuleBook;
import dev.plangate.topology.domain.Decision.SendCommand;
import dev.plangate.topology.domain.GateEvent.CheckRunChanged;
import dev.plangate.topology.domain.GateEvent.PlanStateChanged;
import dev.plangate.topology.domain.Written.Before;
import dev.plangate.topology.domain.Written.Way;
import dev.plangate.v1.ApprovalRequirement;
import dev.plangate.v1.CreateRollout;
import dev.plangate.v1.RolloutRequest;
import dev.plangate.v1.RolloutState;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Every combination of plan, project and settings, run, approval and issue, and what became of commands before; for each of them
 * a rollout by itself, by hand, and by hand with an override: what the gate does is what README says, see {@link Written}. The
 * facts are simply there: in which order they came is the affair of {@link GatePropertyTest}.
 */
class GateTableTest {
    private static final List<Way> WAYS = List.of(Way.values());
    private static final RolloutRequest REQUEST = Samples.request(1, Ground.REVISION).build();
    private static final RolloutRequest OVERRIDE = Samples.request(2, Ground.REVISION)
            .setOverride(Samples.because("incident 12")).build();
    private static final RolloutState CREATED = Samples.created(CreateRollout.newBuilder().setPlan(Samples.PLAN)
            .setId("earlier").setPlanStateVersion(1).setRevision(1).build());

    /** What was seen of a part of the table. */
    private static final class Tally {
        private long rows;
        private long requirements;
        private final long[] commands = new long[WAYS.size()];

        Tally and(Tally other) {
            var sum = new Tally();
            sum.rows = rows + other.rows;
            sum.requirements = requirements + other.requirements;
            Arrays.setAll(sum.commands, way -> commands[way] + other.commands[way]);
            return sum;
        }
    }

    /**
     * Trap 12: no way past the conditions. The numbers are counted from the rule by hand: 31 grounds, 38 runs, 452 approvals,
     * 5 pasts, 3 ways; a plan without demands opens for each of 38 runs with each of 90 approvals of an open issue, one that
     * asks for checks for 4 runs, and so on.
     */
    @Test
    void everyCombinationIsAsWritten() {
        assertThat(Ground.all()).hasSize(31).doesNotHaveDuplicates();
        assertThat(Checked.all()).hasSize(38).doesNotHaveDuplicates();
        assertThat(Decided.all()).hasSize(452).doesNotHaveDuplicates();

        var seen = Ground.all().parallelStream().map(GateTableTest::rowsOf).reduce(new Tally(), Tally::and);

        assertThat(seen.rows).isEqualTo(31L * 38 * 452 * 5 * 3);
        long open = 38 * 90 + 4 * 90 + (6 + 20 * 4 + 17 * 3) + 4 * 4;
        assertThat(seen.commands).containsExactly(open * 2, open * 2, 4 * 38 * (90 + 90 + 1) * 2);
        assertThat(seen.requirements).isEqualTo(2L * 90 * (5 + 2) * 4);
    }

    private static Tally rowsOf(Ground ground) {
        var finder = new ApprovalFinder(RuleBook.EMPTY);
        var tally = new Tally();
        for (var checked : Checked.all()) {
            var reports = checked.reports();
            // The gate has heard it before: it judges anew what it knows.
            var repeated = new CheckRunChanged(reports.getLast());
            for (var before : Before.values()) {
                var known = before(before, checked);
                for (var report : reports) {
                    known = Knowledge.with(known, new CheckRunChanged(report));
                }
                if (ground.plan() != Ground.Plan.UNKNOWN) {
                    known = Knowledge.with(known, new PlanStateChanged(
                            ground.state(checked.progress() != Checked.Progress.NONE).build()));
                }
                for (var decided : Decided.all()) {
                    row(new Written(ground, checked, decided, before), with(known, decided, before), repeated,
                            finder, tally);
                }
            }
        }
        return tally;
    }

    private static GateState with(GateState state, Decided decided, Before before) {
        var known = decided.event().map(event -> Knowledge.with(state, event)).orElse(state);
        return before == Before.ROLLOUT ? Knowledge.with(known, Samples.is(CREATED)) : known;
    }

    /** A rejection is told by the pair of plan-state version and run that it names. */
    private static GateState before(Before before, Checked checked) {
        var state = GateState.newBuilder().setPlan(Samples.PLAN);
        long run = checked.progress() == Checked.Progress.NONE ? 0 : Ground.RUN;
        return switch (before) {
            case NOTHING, ROLLOUT -> state.build();
            case IN_DOUBT -> state.setCommand(command(Ground.VERSION - 1, run)).build();
            case REJECTED -> rejected(state, Ground.VERSION, run);
            case REJECTED_BEFORE -> rejected(state, Ground.VERSION - 1, run);
        };
    }

    private static GateState rejected(GateState.Builder state, long version, long run) {
        return state.setCommand(command(version, run)).setRejected(RolloutState.Rejected.newBuilder()
                .setCommandId("earlier").setPlanStateVersion(version).setRun(run)
                .setCode(RolloutState.Code.STALE_PLAN)).build();
    }

    private static SentCommand command(long version, long run) {
        return SentCommand.newBuilder().setId("earlier").setPlanStateVersion(version).setRun(run).setRevision(1)
                .build();
    }

    private static void row(Written row, GateState state, GateEvent repeated, ApprovalFinder finder, Tally tally) {
        var byItself = Gate.on(state, repeated, finder).decisions().stream().filter(SendCommand.class::isInstance)
                .map(decision -> ((SendCommand) decision).command()).toList();
        wanted(row, Way.AUTOMATIC, byItself.size() <= 1, true);
        assertCommand(row, Way.AUTOMATIC, byItself.stream().findFirst(), tally);
        for (var way : List.of(Way.BY_HAND, Way.OVERRIDE)) {
            var step = Requests.answer(state, way == Way.BY_HAND ? REQUEST : OVERRIDE);
            assertCommand(row, way, step.command(), tally);
            wanted(row, way, row.answer(way), step.state().getLastRequest().getCode());
        }
        if (row.before() != Before.ROLLOUT && row.ground().plan() != Ground.Plan.UNKNOWN) {
            wanted(row, "conditions", row.conditions(), Written.conditions(Status.of(state).orElseThrow()));
        }
        var requirement = Requirements.of(state, finder);
        assertRequirement(row, requirement);
        tally.requirements += requirement.isPresent() ? 1 : 0;
    }

    private static void assertCommand(Written row, Way way, Optional<CreateRollout> sent, Tally tally) {
        wanted(row, way, row.opens(way), sent.isPresent());
        tally.rows++;
        tally.commands[WAYS.indexOf(way)] += sent.isPresent() ? 1 : 0;
        sent.ifPresent(command -> {
            wanted(row, way, List.of(Ground.VERSION, Ground.REVISION, "digest-2"), List.of(
                    command.getPlanStateVersion(), command.getRevision(), command.getCheckDigest()));
            wanted(row, way, List.of(way == Way.AUTOMATIC ? "" : "users/ann@example.com",
                    way == Way.OVERRIDE ? "incident 12" : ""),
                    List.of(command.getRequester(), command.getOverrideReason()));
        });
    }

    private static void assertRequirement(Written row, Optional<ApprovalRequirement> found) {
        wanted(row, "is said", row.asksSomebody(), found.isPresent());
        found.ifPresent(requirement -> {
            wanted(row, "rules", row.rules(), requirement.getRule());
            wanted(row, "roles", row.roles(), requirement.getStepsList().stream()
                    .flatMap(step -> step.getRolesList().stream()).sorted().toList());
            wanted(row, "nobody", row.roles().isEmpty(), requirement.getNoApprovalNeeded());
        });
    }

    private static void wanted(Written row, Object what, Object wanted, Object found) {
        if (!wanted.equals(found)) {
            throw new AssertionError("%s %s: wanted %s, is %s".formatted(row, what, wanted, found));
        }
    }
}
