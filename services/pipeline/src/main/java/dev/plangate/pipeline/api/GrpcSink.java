package dev.plangate.pipeline.api;

import dev.plangate.v1.PlanEvent;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A gRPC stream; ready when the client has taken what was sent. */
final class GrpcSink implements EventSink {
    private final ServerCallStreamObserver<PlanEvent> observer;
    private final Semaphore changed = new Semaphore(0);

    /** To be made before the call's method returns. */
    GrpcSink(ServerCallStreamObserver<PlanEvent> observer) {
        this.observer = observer;
        observer.setOnReadyHandler(changed::release);
        observer.setOnCancelHandler(changed::release);
    }

    @Override
    public boolean isReady(Duration longest) throws InterruptedException {
        if (!observer.isReady() && changed.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS)) {
            changed.drainPermits();
        }
        return observer.isReady();
    }

    @Override
    public boolean isCancelled() {
        return observer.isCancelled();
    }

    @Override
    public void send(PlanEvent event) {
        observer.onNext(event);
    }
}
