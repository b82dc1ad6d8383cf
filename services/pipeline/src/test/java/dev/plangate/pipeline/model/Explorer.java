package dev.plangate.pipeline.model;

import dev.plangate.pipeline.model.Exploration.Violation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Visits every state that a model can reach, breadth first, so that the first violation found has the shortest trace.
 * When no state breaks a promise, looks for states from which rest is out of reach.
 */
public final class Explorer<S> {
    /** Beyond this a model is too large to be run with every build: a mistake in its bounds. */
    private static final int MOST = 3_000_000;

    private final Model<S> model;
    private final Map<S, Integer> numbers = new HashMap<>();
    private final List<S> states = new ArrayList<>();
    private final List<Integer> parents = new ArrayList<>();
    private final Graph graph = new Graph();

    private Explorer(Model<S> model) {
        this.model = model;
    }

    public static <S> Exploration explore(Model<S> model) {
        return new Explorer<>(model).run();
    }

    private Exploration run() {
        number(model.start(), -1);
        for (int at = 0; at < states.size(); at++) {
            S state = states.get(at);
            Optional<Promise> broken = model.broken(state);
            if (broken.isPresent()) {
                return found(broken.get(), trace(at));
            }
            for (Step<S> step : model.steps(state)) {
                int next = number(step.next(), at);
                if (next != at) {
                    graph.add(at, next, step.actor());
                }
            }
        }
        return stuck();
    }

    /** A fault must not be needed to get on, nor any one process. */
    private Exploration stuck() {
        Graph.Reversed reversed = graph.reversed(states.size());
        for (int paused : model.dispensable().toArray()) {
            int state = reversed.firstThatNeverReaches(number -> model.atRest(states.get(number)), paused);
            if (state >= 0) {
                List<String> trace = trace(state);
                trace.add("from here on rest is out of reach while process %d stays paused: %s".formatted(paused,
                        states.get(state)));
                return found(model.liveness(), trace);
            }
        }
        return new Exploration(states.size(), graph.size(), Optional.empty());
    }

    private Exploration found(Promise promise, List<String> trace) {
        return new Exploration(states.size(), graph.size(), Optional.of(new Violation(promise, trace)));
    }

    private int number(S state, int parent) {
        Integer known = numbers.putIfAbsent(state, states.size());
        if (known != null) {
            return known;
        }
        if (states.size() == MOST) {
            throw new IllegalStateException("more than %,d states: tighten the bounds".formatted(MOST));
        }
        states.add(state);
        parents.add(parent);
        return states.size() - 1;
    }

    private List<String> trace(int state) {
        var trace = new ArrayList<String>();
        for (int at = state; parents.get(at) >= 0; at = parents.get(at)) {
            S reached = states.get(at);
            trace.add(model.steps(states.get(parents.get(at))).stream()
                    .filter(step -> step.next().equals(reached)).map(Step::what).findFirst().orElseThrow());
        }
        Collections.reverse(trace);
        return trace;
    }
}
