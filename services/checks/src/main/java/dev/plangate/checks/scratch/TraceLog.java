package dev.plangate.checks.scratch;

import dev.plangate.checks.scratch.Observation.Lock;
import dev.plangate.checks.scratch.Observation.Relation;
import dev.plangate.checks.trace.Touched;
import dev.plangate.checks.trace.TracedLock;
import dev.plangate.checks.trace.TracedStatement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects what statements did, and which of their locks are still held. */
final class TraceLog {
    private record Taken(Lock lock, Touched on, int by, int until) {}

    private final List<TracedStatement> statements = new ArrayList<>();
    private final List<Taken> released = new ArrayList<>();
    private List<Taken> held = new ArrayList<>();

    void add(TracedStatement statement) {
        statements.add(statement);
    }

    /** Locks that a statement took and keeps for now. */
    void taken(Set<Lock> locks, Map<Long, Relation> base, int by) {
        locks.forEach(lock -> held.add(new Taken(lock, Differences.touched(base, lock.relation()), by, by)));
    }

    /** Of all locks only these are held when a statement has ended. */
    void stillHeld(Set<Lock> locks, int after) {
        var kept = new ArrayList<Taken>();
        for (Taken taken : held) {
            if (locks.contains(taken.lock())) {
                kept.add(taken);
            } else {
                released.add(new Taken(taken.lock(), taken.on(), taken.by(), after));
            }
        }
        held = kept;
    }

    List<TracedStatement> statements() {
        int end = statements.isEmpty() ? 0 : statements.getLast().index();
        var all = new ArrayList<>(released);
        held.forEach(taken -> all.add(new Taken(taken.lock(), taken.on(), taken.by(), end)));
        return statements.stream().sorted(Comparator.comparingInt(TracedStatement::index))
                .map(statement -> statement.with(all.stream().filter(taken -> taken.by() == statement.index())
                        .map(taken -> new TracedLock(taken.on(), taken.lock().mode(), taken.until()))
                        .toList()))
                .toList();
    }
}
