package dev.plangate.pipeline.model;

import dev.plangate.pipeline.model.queue.Bounds;
import dev.plangate.pipeline.model.queue.QueueModel;
import dev.plangate.pipeline.model.queue.QueueState;
import dev.plangate.pipeline.model.relay.RelayState;
import dev.plangate.pipeline.model.relay.RelaySteps;
import dev.plangate.pipeline.model.relay.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Workers and relays at once, for one plan: each outbox row that a step of the queue commits is there for the relays. */
final class WholeModel implements Model<WholeModel.Whole> {
    private final QueueModel queue;
    private final RelaySteps relaySteps;
    private final int workers;
    private final int relays;

    record Whole(QueueState queue, RelayState relays) {}

    WholeModel(Bounds bounds, int relays, Set<Guard> without) {
        if (bounds.plans() != 1) {
            throw new IllegalArgumentException("plans: rows of one plan alone have a fixed order of their ids");
        }
        this.queue = new QueueModel(bounds, without);
        this.relaySteps = new RelaySteps(without, bounds.workers());
        this.workers = bounds.workers();
        this.relays = relays;
    }

    @Override
    public Whole start() {
        return new Whole(queue.start(), RelayState.start(relays));
    }

    @Override
    public List<Step<Whole>> steps(Whole state) {
        var all = new ArrayList<Step<Whole>>();
        for (Step<QueueState> step : queue.steps(state.queue())) {
            Table table = state.relays().table();
            for (int id = state.queue().sent() + 1; id <= step.next().sent(); id++) {
                table = table.commits(id);
            }
            all.add(new Step<>(step.what(), step.actor(), new Whole(step.next(), state.relays().with(table))));
        }
        var relayed = new ArrayList<Step<RelayState>>();
        relaySteps.of(state.relays(), relayed);
        relayed.forEach(
                step -> all.add(new Step<>(step.what(), step.actor(), new Whole(state.queue(), step.next()))));
        return all;
    }

    @Override
    public boolean atRest(Whole state) {
        return queue.atRest(state.queue()) && state.relays().table().isEmpty()
                && state.relays().table().log().size() == state.queue().sent();
    }

    /** Each row once and in order: the topic is always a beginning of what was committed. */
    @Override
    public Optional<Promise> broken(Whole state) {
        List<Integer> log = state.relays().table().log();
        if (new HashSet<>(log).size() < log.size()) {
            return Optional.of(Promise.PUBLISHED_ONCE);
        }
        return log.equals(IntStream.rangeClosed(1, log.size()).boxed().toList())
                ? queue.broken(state.queue())
                : Optional.of(Promise.IN_ORDER);
    }

    @Override
    public Promise liveness() {
        return Promise.EVERYTHING_IS_PUBLISHED;
    }

    @Override
    public IntStream dispensable() {
        return IntStream.range(workers > 1 ? 0 : workers, workers + relays);
    }
}
