package dev.plangate.bench.torture.fault;

import dev.plangate.bench.torture.world.Await;
import dev.plangate.bench.torture.world.Backlog;
import dev.plangate.bench.torture.world.Instance;
import dev.plangate.bench.torture.world.World;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Does the faults of a lane one after the other: the next one comes when the last one is mended. */
public final class Injector {
    private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(60);
    /** No recovery that is understood takes so long. */
    private static final Duration SUSPICIOUS = Duration.ofSeconds(25);

    private final World world;
    private final Lane lane;
    private final ReadWriteLock together;
    private final FaultLog log;
    private final Consumer<String> tell;
    private final ServiceFaults services;
    private final ServerFaults servers;

    /**
     * For one lane.
     *
     * @param workerLease the longest of all leases and sessions
     * @param together shared by all lanes: who harms all waits until nobody else harms anybody
     */
    public Injector(World world, Backlog backlog, Duration workerLease, Lane lane, ReadWriteLock together, FaultLog log,
            Consumer<String> tell) {
        this.world = world;
        this.lane = lane;
        this.together = together;
        this.log = log;
        this.tell = tell;
        this.services = new ServiceFaults(world, backlog, workerLease);
        this.servers = new ServerFaults(world, backlog);
    }

    /**
     * What a fault did.
     *
     * @param sinceNanos when the victim was hit
     * @param mended holds once the work that was in flight goes on
     * @param after ends the fault, if something is left to do then
     */
    record Done(String victim, boolean inFlight, String detail, long sinceNanos, BooleanSupplier mended,
            Runnable after) {}

    /** Does the fault and waits until it is mended. False when there was nobody whom it could hit. */
    public boolean inject(FaultChoice choice) {
        boolean ofOne = choice.kind().isOfOneProcess();
        Lock lock = ofOne ? together.readLock() : together.writeLock();
        lock.lock();
        try {
            Optional<Done> done = hit(choice);
            done.ifPresent(d -> awaitMended(choice, d, ofOne ? i -> lane.has(i.kind()) : _ -> true));
            return done.isPresent();
        } finally {
            lock.unlock();
        }
    }

    private Optional<Done> hit(FaultChoice choice) {
        return switch (choice.kind()) {
            case KILL -> services.kill(choice);
            case PAUSE -> services.pause(choice);
            case FAILPOINT -> services.failpoint(choice);
            case RESCALE -> services.rescale(choice);
            case MOVE_CLOCK -> services.moveClock(choice);
            case TERMINATE_BACKEND -> servers.terminateBackends(choice);
            case CUT -> servers.cut(choice);
            case DELAY -> servers.delay(choice);
            case HALF_CLOSE -> servers.halfClose(choice);
            case RESTART_POSTGRES -> servers.restartPostgres(choice);
            case FULL_DISK -> servers.fullDisk(choice);
            case KILL_BROKER -> servers.killBroker(choice);
            case PAUSE_BROKER -> servers.pauseBroker(choice);
        };
    }

    private void awaitMended(FaultChoice choice, Done done, Predicate<Instance> concerned) {
        long at = System.currentTimeMillis() - (System.nanoTime() - done.sinceNanos()) / 1_000_000;
        boolean mended = Await.holds(SUSPICIOUS, done.mended());
        if (!mended) {
            tell.accept("not mended for %d s: %s of %s (%s); the logs show what all threads do".formatted(
                    SUSPICIOUS.toSeconds(), choice.kind().label(), done.victim(), done.detail()));
            world.printThreads();
            mended = Await.holds(LONGEST_RECOVERY.minus(SUSPICIOUS), done.mended());
        }
        long recovered = (System.nanoTime() - done.sinceNanos()) / 1_000_000;
        done.after().run();
        boolean whole = Await.holds(LONGEST_RECOVERY, () -> {
            supervise(concerned);
            return world.instances().stream().filter(concerned).allMatch(Instance::ready);
        });
        if (!mended || !whole) {
            tell.accept("not mended within %d s: %s of %s (%s)".formatted(LONGEST_RECOVERY.toSeconds(),
                    choice.kind().label(), done.victim(), done.detail()));
        }
        log.add(new FaultRecord(at, choice.kind(), done.victim(), done.inFlight(), done.detail(),
                mended && whole ? recovered : -1));
    }

    /** Starts what has ended by itself, as an orchestrator would. */
    public void supervise() {
        supervise(_ -> true);
    }

    private void supervise(Predicate<Instance> concerned) {
        for (Instance instance : world.instances().stream().filter(concerned).toList()) {
            if (!instance.alive()) {
                tell.accept(instance.name() + " has ended by itself and is started again");
                instance.start();
            }
        }
    }
}
