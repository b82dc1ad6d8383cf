package dev.plangate.topology.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.internal.v1.GateState;
import dev.plangate.topology.approval.ApprovalFinder;
import dev.plangate.topology.approval.RuleBook;
import dev.plangate.topology.domain.Decision.PublishRequirement;
import dev.plangate.topology.domain.Decision.PublishStatus;
import dev.plangate.topology.domain.Decision.SendCommand;
import dev.plangate.topology.domain.GateEvent.RolloutRequested;
import dev.plangate.v1.ApprovalRequirement;
import dev.plangate.v1.CreateRollout;
import dev.plangate.v1.GateStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Carries the logs to the gate, in the order of each log but in no order between them, and checks all that it says. */
final class Delivery {
    final World world;
    final Rule rule = Rule.overNothing();
    final List<CreateRollout> commands = new ArrayList<>();
    private final Map<World.Log, Integer> next = new EnumMap<>(World.Log.class);
    private final Map<World.Log, Integer> firstLost = new EnumMap<>(World.Log.class);
    private final Set<List<Long>> commanded = new HashSet<>();
    private GateState state = GateState.getDefaultInstance();
    private final ApprovalFinder finder = new ApprovalFinder(RuleBook.EMPTY);
    private GateStatus status;
    private ApprovalRequirement requirement;
    private int answered;

    Delivery(World world) {
        this.world = world;
        for (var log : World.Log.values()) {
            next.put(log, 0);
        }
    }

    /** Whether there was something to deliver. */
    boolean deliver(World.Log log) {
        int offset = next.get(log);
        if (offset == world.logs.get(log).size()) {
            return false;
        }
        next.put(log, offset + 1);
        var event = world.logs.get(log).get(offset);
        rule.delivered().get(log).put(offset, event);
        hear(event);
        return true;
    }

    void lose(World.Log log) {
        int offset = next.get(log);
        if (offset < world.logs.get(log).size()) {
            firstLost.merge(log, offset, Math::min);
            next.put(log, offset + 1);
        }
    }

    void rewind(World.Log log, int back) {
        next.put(log, Math.max(0, next.get(log) - back));
    }

    boolean answer(boolean failing) {
        if (answered == commands.size()) {
            return false;
        }
        world.answer(commands.get(answered++), failing);
        return true;
    }

    /** Delivers what is left, from the first record of each log that was lost, in any order, until nothing moves any more. */
    void settle(Random random) {
        firstLost.forEach((log, offset) -> next.merge(log, offset, Math::min));
        var logs = new ArrayList<>(List.of(World.Log.values()));
        boolean moved = true;
        while (moved) {
            moved = false;
            Collections.shuffle(logs, random);
            for (var log : logs) {
                moved |= deliver(log);
            }
            moved |= (random.nextBoolean() || !moved) && answer(false);
        }
    }

    private void hear(GateEvent event) {
        boolean rolledOut = state.hasCreated();
        var outcome = Gate.on(state, event, finder);
        state = outcome.state();
        assertThat(state.hasCreated()).as("a rollout stays").isEqualTo(rolledOut || rule.isCreated());
        for (Decision decision : outcome.decisions()) {
            switch (decision) {
                case SendCommand(var command) -> sent(command, event);
                case PublishRequirement(var published) -> {
                    assertThat(published.toBuilder().clearPlanStateVersion().build())
                            .as("a requirement is published when it changed").isNotEqualTo(requirement);
                    requirement = published.toBuilder().clearPlanStateVersion().build();
                }
                case PublishStatus(var published) -> {
                    assertThat(published).as("a status is published when it changed").isNotEqualTo(status);
                    status = published;
                }
            }
        }
        rule.requirement(finder)
                .ifPresent(wanted -> assertThat(requirement).as("who has to approve").isEqualTo(wanted));
        if (rule.plan().isPresent()) {
            assertConditions();
        }
    }

    private void sent(CreateRollout command, GateEvent cause) {
        var plan = rule.plan().orElseThrow();
        assertThat(commands).as("none while one is unanswered").allMatch(earlier -> rule.isAnswered(earlier.getId()));
        assertThat(commanded.add(List.of(command.getPlanStateVersion(), command.getRun())))
                .as("one command for a plan-state version and run").isTrue();
        assertThat(List.of(command.getPlanStateVersion(), command.getRun(), command.getRevision()))
                .containsExactly(plan.getVersion(), plan.getRun(), plan.getRevision());
        boolean override = cause instanceof RolloutRequested(var request) && request.hasOverride();
        assertThat(override ? rule.opensByOverride() : rule.opens()).as("allowed now").isTrue();
        assertThat(command.getOverrideReason().isEmpty()).isEqualTo(!override);
        commands.add(command);
    }

    /** Not only in the end: what was delivered decides, whatever the order was. */
    void assertConditions() {
        var conditions = new EnumMap<GateStatus.Type, GateStatus.State>(GateStatus.Type.class);
        status.getConditionsList().forEach(condition -> conditions.put(condition.getType(), condition.getState()));
        if (rule.isCreated()) {
            assertThat(status.getPhase()).isEqualTo(GateStatus.Phase.ROLLED_OUT);
        } else {
            assertThat(conditions).isEqualTo(rule.conditions());
            boolean unanswered = commands.stream().anyMatch(command -> !rule.isAnswered(command.getId()));
            assertThat(status.getPhase() == GateStatus.Phase.COMMANDED).isEqualTo(unanswered);
            assertThat(rule.opens() && !unanswered).as("a gate that may open is never idle").isFalse();
        }
    }
}
