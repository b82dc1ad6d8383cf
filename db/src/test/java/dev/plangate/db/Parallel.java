package dev.plangate.db;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Threads side by side, whose failures fail the test. */
final class Parallel {

    private Parallel() {}

    /** Runs the work that many times at once; what each returned. */
    static <T> List<T> run(int threads, Callable<T> work) throws InterruptedException, ExecutionException {
        return run(IntStream.range(0, threads).mapToObj(i -> work).toList());
    }

    static <T> List<T> run(List<Callable<T>> work) throws InterruptedException, ExecutionException {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> futures = executor.invokeAll(work);
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }

    /** Begins work on a thread of its own; get() tells what came of it. */
    static <T> FutureTask<T> start(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        return task;
    }

    /**
     * Two that want the same rows in opposite order, begun while a third holds the one in the middle: unless both take them
     * in one order, each then holds what the other wants.
     */
    static void meet(Database database, Consumer<Tx> middle, Callable<?> forwards, Callable<?> backwards)
            throws InterruptedException, ExecutionException {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        var holder = start(() -> database.transaction(tx -> {
            middle.accept(tx);
            held.countDown();
            await(release);
            return true;
        }));
        held.await();
        var one = start(forwards);
        var other = start(backwards);
        await("both to wait", () -> database.transaction(tx -> tx.query("""
                select count(*)
                  from pg_stat_activity
                 where wait_event_type = 'Lock' and datname = current_database()
                """).one(Row::number).orElseThrow()) == 2);
        release.countDown();
        holder.get();
        one.get();
        other.get();
    }

    /** Waits for another thread of the test. */
    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits for a condition, at most 20 seconds. Each look at it asks the database, which is pause enough. */
    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within 20 seconds: " + what);
            }
            Thread.onSpinWait();
        }
    }
}
