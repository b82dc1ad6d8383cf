package dev.plangate.bench.zombie;

import java.util.concurrent.TimeUnit;

/** Heartbeats in a thread of their own, as long as this is open. */
final class Renewal implements AutoCloseable {
    private final Thread thread;

    private Renewal(Thread thread) {
        this.thread = thread;
    }

    interface Beat {
        void beat() throws Exception;
    }

    static Renewal every500Millis(Beat beat) {
        return new Renewal(Thread.ofPlatform().daemon().start(() -> {
            try {
                while (true) {
                    TimeUnit.MILLISECONDS.sleep(500);
                    beat.beat();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                throw new IllegalStateException("heartbeat", e);
            }
        }));
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
