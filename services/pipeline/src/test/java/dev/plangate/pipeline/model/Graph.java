package dev.plangate.pipeline.model;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;

/** Steps between numbered states, in arrays: there are millions. */
final class Graph {
    private int[] from = new int[1024];
    private int[] to = new int[1024];
    private byte[] actors = new byte[1024];
    private int size;

    void add(int source, int target, int actor) {
        if (size == from.length) {
            from = Arrays.copyOf(from, 2 * size);
            to = Arrays.copyOf(to, 2 * size);
            actors = Arrays.copyOf(actors, 2 * size);
        }
        from[size] = source;
        to[size] = target;
        actors[size++] = (byte) actor;
    }

    int size() {
        return size;
    }

    Reversed reversed(int states) {
        var first = new int[states + 1];
        for (int i = 0; i < size; i++) {
            first[to[i] + 1]++;
        }
        for (int i = 0; i < states; i++) {
            first[i + 1] += first[i];
        }
        var next = first.clone();
        var sources = new int[size];
        var by = new byte[size];
        for (int i = 0; i < size; i++) {
            int place = next[to[i]]++;
            sources[place] = from[i];
            by[place] = actors[i];
        }
        return new Reversed(first, sources, by);
    }

    /** The same steps by where they lead to: those into state s are first[s] until first[s + 1]. */
    static final class Reversed {
        private final int[] first;
        private final int[] sources;
        private final byte[] actors;

        private Reversed(int[] first, int[] sources, byte[] actors) {
            this.first = first;
            this.sources = sources;
            this.actors = actors;
        }

        /** The first state that reaches none of the goals by steps of others than this process, faults left out; -1 when all do. */
        int firstThatNeverReaches(IntPredicate goal, int paused) {
            int states = first.length - 1;
            var reaching = new BitSet(states);
            var queue = new int[states];
            int end = 0;
            for (int state = 0; state < states; state++) {
                if (goal.test(state)) {
                    reaching.set(state);
                    queue[end++] = state;
                }
            }
            for (int at = 0; at < end; at++) {
                for (int i = first[queue[at]]; i < first[queue[at] + 1]; i++) {
                    if (actors[i] != Step.FAULT && actors[i] != paused && !reaching.get(sources[i])) {
                        reaching.set(sources[i]);
                        queue[end++] = sources[i];
                    }
                }
            }
            int missing = reaching.nextClearBit(0);
            return missing < states ? missing : -1;
        }
    }
}
