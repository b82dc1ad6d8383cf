package dev.plangate.pipeline.api;

import dev.plangate.db.row.CheckRequestRow;
import dev.plangate.pipeline.runtime.Health;
import dev.plangate.pipeline.runtime.Loop;
import dev.plangate.pipeline.runtime.Outcome;
import dev.plangate.pipeline.runtime.Pace;
import dev.plangate.pipeline.runtime.Wake;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what intake writes about check requests: one query for all who wait, however many they are. */
final class RequestAnswers implements AutoCloseable {
    private final Reads reads;
    private final Map<String, CompletableFuture<CheckRequestRow>> awaited = new ConcurrentHashMap<>();
    private final Wake wake = new Wake();
    private final Loop loop = new Loop("api-answers", this::step, Pace.ADAPTIVE, wake);

    RequestAnswers(Reads reads) {
        this.reads = reads;
    }

    void start() {
        loop.start();
    }

    boolean alive() {
        return loop.alive();
    }

    Health health() {
        return loop.health();
    }

    /** What became of a request, if intake answers in that time. */
    Optional<CheckRequestRow> await(String requestId, Duration patience) throws InterruptedException {
        CompletableFuture<CheckRequestRow> answer = awaited.computeIfAbsent(requestId,
                _ -> new CompletableFuture<>());
        wake.signal();
        try {
            return Optional.of(answer.get(patience.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("nobody completes it with a failure", e);
        } finally {
            awaited.remove(requestId, answer);
        }
    }

    private Outcome step() {
        List<String> ids = new ArrayList<>(awaited.keySet());
        if (!ids.isEmpty()) {
            for (CheckRequestRow row : reads.answered(ids)) {
                CompletableFuture<CheckRequestRow> answer = awaited.get(row.requestId());
                if (answer != null) {
                    answer.complete(row);
                }
            }
        }
        return Outcome.IDLE;
    }

    @Override
    public void close() {
        loop.close();
    }
}
