package dev.plangate.bench.torture.fault;

import dev.plangate.bench.torture.failpoint.Failpoint;
import dev.plangate.bench.torture.fault.Injector.Done;
import dev.plangate.bench.torture.load.Dice;
import dev.plangate.bench.torture.process.ControlServer.Line;
import dev.plangate.bench.torture.world.Await;
import dev.plangate.bench.torture.world.Backlog;
import dev.plangate.bench.torture.world.Backlog.HeldRow;
import dev.plangate.bench.torture.world.Instance;
import dev.plangate.bench.torture.world.ServiceKind;
import dev.plangate.bench.torture.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Faults of the services' own processes. */
final class ServiceFaults {
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(4);
    private static final Duration LONGEST_WAY = Duration.ofSeconds(8);
    private static final int LEAST = 1;

    private final World world;
    private final Backlog backlog;
    /** Longer than leases, sessions and transactions last. */
    private final Duration pause;

    ServiceFaults(World world, Backlog backlog, Duration workerLease) {
        this.world = world;
        this.backlog = backlog;
        this.pause = workerLease.plusMillis(1_200);
    }

    private record Victim(Instance instance, boolean inFlight, BooleanSupplier mended) {}

    Optional<Done> kill(FaultChoice choice) {
        Victim victim = choose(choice.service(), choice.dice());
        return Optional.of(killed(victim.instance(), victim.inFlight(), "SIGKILL", victim.mended()));
    }

    Optional<Done> pause(FaultChoice choice) {
        Victim victim = choose(choice.service(), choice.dice());
        return Optional.of(paused(victim.instance(), victim.inFlight(), "SIGSTOP", victim.mended()));
    }

    /** Workers alone: a relay's clock stamps records. */
    Optional<Done> moveClock(FaultChoice choice) {
        Victim victim = choose(ServiceKind.WORKER, choice.dice());
        int hours = choice.dice().between(-1, 1);
        victim.instance().moveClock(Duration.ofHours(hours));
        return Optional.of(killed(victim.instance(), victim.inFlight(), "SIGKILL, clock %+d h".formatted(hours),
                victim.mended()));
    }

    private static Done killed(Instance instance, boolean inFlight, String detail, BooleanSupplier mended) {
        long since = System.nanoTime();
        instance.kill();
        instance.start();
        return new Done(instance.name(), inFlight, detail, since, mended, () -> {});
    }

    /**
     * Whoever takes the work over does so while the victim sleeps; then it wakes up, and knows nothing of that. Where nobody can take
     * it over the work goes on when the victim does.
     */
    private Done paused(Instance instance, boolean inFlight, String detail, BooleanSupplier mended) {
        boolean alone = world.instances(instance.kind()).size() == 1;
        long since = System.nanoTime();
        long end = since + pause.toNanos();
        long longest = alone ? end : end + pause.toNanos() * 2;
        instance.pause();
        return new Done(instance.name(), inFlight, "%s for %d ms".formatted(detail, pause.toMillis()), since, () -> {
            if (System.nanoTime() - longest > 0) {
                wake(instance);
            }
            return mended.getAsBoolean();
        }, () -> {
            sleepUntil(end);
            wake(instance);
        });
    }

    private static void wake(Instance instance) {
        instance.resume();
        release(instance);
    }

    Optional<Done> failpoint(FaultChoice choice) {
        Failpoint point = choice.failpoint();
        ServiceKind kind = Arrays.stream(ServiceKind.values()).filter(k -> k.label().equals(point.service()))
                .findFirst().orElseThrow();
        List<Instance> instances = world.instances(kind);
        instances.forEach(instance -> instance.line().ifPresent(line -> line.arm(point.name())));
        Await.holds(LONGEST_WAY, () -> reached(instances).isPresent());
        Optional<Instance> victim = reached(instances);
        instances.stream().filter(instance -> victim.filter(instance::equals).isEmpty())
                .forEach(ServiceFaults::release);
        return victim.map(instance -> atFailpoint(instance, point, choice.dice()));
    }

    private Done atFailpoint(Instance instance, Failpoint point, Dice dice) {
        BooleanSupplier mended = victim(instance).mended();
        int roll = dice.between(0, 99);
        if (roll < 55) {
            return killed(instance, true, "SIGKILL at " + point, mended);
        }
        if (roll < 85) {
            return paused(instance, true, "SIGSTOP at " + point, mended);
        }
        long since = System.nanoTime();
        int millis = dice.between(200, 4_000);
        return new Done(instance.name(), true, "one thread held for %d ms at %s".formatted(millis, point), since,
                () -> {
                    if (System.nanoTime() - since > TimeUnit.MILLISECONDS.toNanos(millis)) {
                        release(instance);
                    }
                    return mended.getAsBoolean();
                }, () -> {
                    sleepUntil(since + TimeUnit.MILLISECONDS.toNanos(millis));
                    release(instance);
                });
    }

    Optional<Done> rescale(FaultChoice choice) {
        ServiceKind kind = choice.service();
        List<Instance> instances = new ArrayList<>(world.instances(kind));
        boolean fewer = instances.size() > kind.instances()
                || (instances.size() > LEAST && choice.dice().percent(50));
        boolean inFlight = backlog.unread(kind) > 0;
        BooleanSupplier passed = backlog.passed(kind);
        long since = System.nanoTime();
        if (fewer && instances.size() <= kind.instances() + 1) {
            world.remove(instances.getLast());
        } else {
            world.add(kind);
        }
        return Optional.of(new Done(kind.label(), inFlight,
                "from %d to %d instances".formatted(instances.size(), world.instances(kind).size()), since, passed,
                () -> {}));
    }

    /** Somebody with work in flight, if there is one soon. */
    private Victim choose(ServiceKind kind, Dice dice) {
        List<Instance> instances = world.instances(kind);
        int first = dice.between(0, instances.size() - 1);
        var found = new ArrayList<Victim>();
        Await.holds(LONGEST_IDLE, () -> {
            found.clear();
            for (int i = 0; i < instances.size(); i++) {
                Victim victim = victim(instances.get((first + i) % instances.size()));
                found.add(victim);
                if (victim.inFlight()) {
                    found.addFirst(victim);
                    return true;
                }
            }
            return false;
        });
        return found.getFirst();
    }

    private Victim victim(Instance instance) {
        if (instance.kind() == ServiceKind.WORKER) {
            List<HeldRow> held = backlog.held(instance.owner());
            return new Victim(instance, !held.isEmpty(), () -> backlog.takenOver(held));
        }
        return new Victim(instance, backlog.unread(instance.kind()) > 0, backlog.passed(instance.kind()));
    }

    private static Optional<Instance> reached(List<Instance> instances) {
        return instances.stream().filter(i -> i.line().filter(l -> !l.reached().isEmpty()).isPresent()).findFirst();
    }

    private static void release(Instance instance) {
        instance.line().ifPresent(Line::go);
    }

    static void sleep(int millis) {
        sleepUntil(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private static void sleepUntil(long nanos) {
        for (long rest = nanos - System.nanoTime(); rest > 0; rest = nanos - System.nanoTime()) {
            LockSupport.parkNanos(rest);
        }
    }
}
