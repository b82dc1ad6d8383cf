package dev.plangate.pipeline.runtime;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts services in order, watches them, and stops them in reverse order within a set time. It restarts nothing: a
 * dead service ends the process with {@link ExitCode#FAILURE}, and the orchestrator starts it anew.
 */
public final class ServiceRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceRunner.class);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final List<? extends Service> services;
    private final Duration stopTimeout;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Deque<Service> running = new ArrayDeque<>();
    private volatile int exitCode = ExitCode.FAILURE;
    private volatile boolean started;

    public ServiceRunner(List<? extends Service> services, Duration stopTimeout) {
        this.services = List.copyOf(services);
        this.stopTimeout = stopTimeout;
    }

    /** Runs until {@link #stop()}, a failed start or the death of a service; returns the exit code. */
    public int run() throws InterruptedException {
        int code = ExitCode.FAILURE;
        try {
            code = startAll() ? watch() : ExitCode.FAILURE;
        } finally {
            exitCode = stopAll() ? code : ExitCode.FAILURE;
            ended.countDown();
        }
        return exitCode;
    }

    /** Asks for a clean stop; returns at once. */
    public void stop() {
        stop.countDown();
    }

    /**
     * Stops cleanly at SIGTERM and SIGINT. The JVM would report 143 even after a clean stop, hence the halt.
     *
     * @param last runs just before the process ends
     */
    public void stopAtSignal(Runnable last) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
            // Ended by itself: the exit code is on its way already.
            if (ended.getCount() == 0) {
                return;
            }
            LOG.info("Stopping");
            stop();
            boolean clean = awaitEnd(stopTimeout.plusSeconds(2));
            last.run();
            Runtime.getRuntime().halt(clean ? exitCode : ExitCode.FAILURE);
        }));
    }

    /** Every service was started and none has died. */
    public boolean alive() {
        return services.stream().allMatch(Service::alive);
    }

    /** All that readiness shows. */
    public List<Health> health() {
        if (!started) {
            return List.of(new Health("started", false, "the services are being started"));
        }
        return services.stream().flatMap(service -> service.health().stream()).toList();
    }

    private boolean startAll() {
        for (Service service : services) {
            try {
                running.push(service);
                service.start();
                LOG.info("{} started", service.name());
            } catch (RuntimeException e) {
                LOG.error("{} cannot start: {}", service.name(), e.getMessage(), e);
                return false;
            }
        }
        started = true;
        return true;
    }

    private int watch() throws InterruptedException {
        while (!stop.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
            for (Service service : services) {
                if (!service.alive()) {
                    LOG.error("{} died: {}. The process ends, so that it is started anew", service.name(),
                            service.health());
                    return ExitCode.FAILURE;
                }
            }
        }
        return ExitCode.OK;
    }

    /** True if all stopped by themselves in time. */
    private boolean stopAll() throws InterruptedException {
        long deadline = System.nanoTime() + stopTimeout.toNanos();
        boolean clean = true;
        while (!running.isEmpty()) {
            Service service = running.pop();
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            clean &= stopOne(service, left);
        }
        return clean;
    }

    private static boolean stopOne(Service service, Duration left) throws InterruptedException {
        boolean[] closed = {false};
        Thread closing = Thread.ofPlatform().name("stop-" + service.name()).daemon().start(() -> {
            try {
                service.close();
                closed[0] = true;
            } catch (RuntimeException e) {
                LOG.error("{} did not stop cleanly", service.name(), e);
            }
        });
        if (!closing.join(left)) {
            LOG.error("{} did not stop in time; what it holds is taken over when its lease ends", service.name());
            return false;
        }
        return closed[0];
    }

    private boolean awaitEnd(Duration patience) {
        try {
            return ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }
}
