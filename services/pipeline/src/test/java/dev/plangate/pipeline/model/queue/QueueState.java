package dev.plangate.pipeline.model.queue;

import java.util.ArrayList;
import java.util.List;

/**
 * All there is.
 *
 * @param runs      by plan
 * @param writes    by plan: what was committed
 * @param workers   by worker: what it believes that it holds, sorted
 * @param revisions that may still come
 * @param handBacks that may still happen
 */
public record QueueState(List<Run> runs, List<List<Write>> writes, List<List<Claim>> workers, int revisions,
        int handBacks) {

    /** Outbox rows that were committed so far. */
    public int sent() {
        return (int) writes.stream().flatMap(List::stream).filter(Write::isSent).count();
    }

    QueueState with(int plan, Run run) {
        return new QueueState(replaced(runs, plan, run), writes, workers, revisions, handBacks);
    }

    QueueState wrote(int plan, Write write) {
        var more = new ArrayList<>(writes.get(plan));
        more.add(write);
        return new QueueState(runs, replaced(writes, plan, List.copyOf(more)), workers, revisions, handBacks);
    }

    QueueState holds(int worker, Claim claim) {
        var more = new ArrayList<>(workers.get(worker));
        more.add(claim);
        more.sort(Claim.ORDER);
        return knows(worker, more);
    }

    QueueState drops(int worker, Claim claim) {
        var rest = new ArrayList<>(workers.get(worker));
        rest.remove(claim);
        return knows(worker, rest);
    }

    QueueState knows(int worker, List<Claim> claims) {
        return new QueueState(runs, writes, replaced(workers, worker, List.copyOf(claims)), revisions, handBacks);
    }

    QueueState revised() {
        return new QueueState(runs, writes, workers, revisions - 1, handBacks);
    }

    QueueState handedBack() {
        return new QueueState(runs, writes, workers, revisions, handBacks - 1);
    }

    private static <T> List<T> replaced(List<T> list, int index, T element) {
        var changed = new ArrayList<>(list);
        changed.set(index, element);
        return List.copyOf(changed);
    }
}
