package dev.plangate.checks.sql;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A few instances of the grammar, each used by one thread at a time. The threads are platform threads with a large stack: the grammar recurses as
 * deep as the SQL nests. An instance that threw, or that a large sheet made large, is not used again.
 */
final class GrammarPool implements AutoCloseable {
    private static final long STACK_BYTES = 256L * 1024 * 1024;
    static final long KEPT_BYTES = 96L * 1024 * 1024;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final ConcurrentLinkedQueue<PgGrammar> idle = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads;
    private volatile boolean closed;

    GrammarPool(int size) {
        threads = Executors.newFixedThreadPool(size, task -> {
            var thread = new Thread(null, task, "sql-grammar-" + NUMBER.incrementAndGet(), STACK_BYTES);
            thread.setDaemon(true);
            return thread;
        });
        threads.execute(() -> { // so that the first sheet does not wait for it
            if (!closed) {
                idle.add(new PgGrammar());
            }
        });
    }

    /** Runs work on an instance; what it throws completes the future exceptionally, {@link StackOverflowError} as {@link GrammarFailed}. */
    <T> CompletableFuture<T> submit(Function<PgGrammar, T> work) {
        try {
            return CompletableFuture.supplyAsync(() -> run(work), threads);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new GrammarFailed("it is closed", e));
        }
    }

    private <T> T run(Function<PgGrammar, T> work) {
        if (closed) {
            throw new GrammarFailed("it is closed", null);
        }
        var pooled = idle.poll();
        var grammar = pooled == null ? new PgGrammar() : pooled;
        T result;
        try {
            result = work.apply(grammar);
        } catch (StackOverflowError e) {
            throw new GrammarFailed("nested too deep", e);
        }
        if (grammar.bytes() <= KEPT_BYTES) {
            idle.add(grammar);
        }
        return result;
    }

    @Override
    public void close() {
        closed = true;
        threads.shutdownNow().forEach(Runnable::run); // which fails at once, so that nobody waits for them
        idle.clear();
    }
}
