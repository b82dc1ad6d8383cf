package dev.plangate.pipeline.model.relay;

import dev.plangate.pipeline.model.Guard;
import dev.plangate.pipeline.model.Model;
import dev.plangate.pipeline.model.Promise;
import dev.plangate.pipeline.model.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Relays that fight for one part. Rows 2, 3 and so on belong to one plan, so that each becomes
 * visible after the one before; row 1 belongs to another and becomes visible whenever it likes, maybe last.
 */
public final class RelayModel implements Model<RelayState> {
    private final int relays;
    private final int rows;
    private final RelaySteps steps;

    public RelayModel(int relays, int rows, Set<Guard> without) {
        this.relays = relays;
        this.rows = rows;
        this.steps = new RelaySteps(without, 0);
    }

    @Override
    public RelayState start() {
        return RelayState.start(relays);
    }

    @Override
    public List<Step<RelayState>> steps(RelayState state) {
        var all = new ArrayList<Step<RelayState>>();
        steps.of(state, all);
        commit(1, state, all);
        for (int id = 2; id <= rows; id++) {
            if (!known(id, state)) {
                commit(id, state, all);
                break;
            }
        }
        return all;
    }

    private static void commit(int id, RelayState state, List<Step<RelayState>> steps) {
        if (!known(id, state)) {
            steps.add(new Step<>("row %d becomes visible".formatted(id), Step.WORLD,
                    state.with(state.table().commits(id))));
        }
    }

    /** A row that was deleted was published: seen, or in doubt. */
    private static boolean known(int id, RelayState state) {
        Table table = state.table();
        return table.rows().contains(id) || table.log().contains(id) || table.prepared().contains(id);
    }

    @Override
    public boolean atRest(RelayState state) {
        return state.table().isEmpty() && state.table().log().size() == rows;
    }

    @Override
    public Optional<Promise> broken(RelayState state) {
        List<Integer> log = state.table().log();
        if (new HashSet<>(log).size() < log.size()) {
            return Optional.of(Promise.PUBLISHED_ONCE);
        }
        List<Integer> plan = log.stream().filter(id -> id > 1).toList();
        return plan.equals(plan.stream().sorted().toList()) ? Optional.empty() : Optional.of(Promise.IN_ORDER);
    }

    @Override
    public Promise liveness() {
        return Promise.EVERYTHING_IS_PUBLISHED;
    }

    @Override
    public IntStream dispensable() {
        return IntStream.range(0, relays);
    }
}
