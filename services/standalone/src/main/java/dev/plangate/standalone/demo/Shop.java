package dev.plangate.standalone.demo;

import dev.plangate.standalone.postgres.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** The sample database as the demo uses it: it is filled while the broker and the services start. */
final class Shop implements AutoCloseable {
    private volatile Path dir;
    private volatile CompletableFuture<Integer> filling = CompletableFuture
            .failedFuture(new IllegalStateException("never opened"));

    /** Makes the role and instances.yaml, and begins to fill. */
    Path open(EmbeddedPostgres postgres, Path directory) {
        dir = directory;
        var databases = new ShopDatabases(postgres);
        var instances = databases.create(directory);
        filling = new CompletableFuture<>();
        Thread.ofVirtual().name("shop").start(() -> {
            try {
                filling.complete(databases.fill());
            } catch (RuntimeException e) {
                filling.completeExceptionally(e);
            }
        });
        return instances;
    }

    /** Number of orders, once all rows are there. */
    int awaitRows() {
        return filling.join();
    }

    /** Where the demo keeps its files. */
    Path dir() {
        return dir;
    }

    /** A start that failed elsewhere must not be held up by rows that nobody needs: Postgres is going away. */
    @Override
    public void close() {
        filling.cancel(true);
    }
}
