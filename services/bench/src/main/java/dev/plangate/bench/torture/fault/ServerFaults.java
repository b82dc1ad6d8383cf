package dev.plangate.bench.torture.fault;

import dev.plangate.bench.torture.fault.Injector.Done;
import dev.plangate.bench.torture.proxy.TcpProxy;
import dev.plangate.bench.torture.world.Backlog;
import dev.plangate.bench.torture.world.ServiceKind;
import dev.plangate.bench.torture.world.World;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Faults of Postgres, of the brokers, and of the way to them. */
final class ServerFaults {
    private static final int BROKER_PAUSE_MILLIS = 4_500;

    private final World world;
    private final Backlog backlog;

    ServerFaults(World world, Backlog backlog) {
        this.world = world;
        this.backlog = backlog;
    }

    Optional<Done> terminateBackends(FaultChoice choice) {
        boolean inFlight = inFlight();
        BooleanSupplier passed = passed();
        long since = System.nanoTime();
        int percent = choice.dice().between(20, 100);
        long ended = world.sql().number("""
                select count(*) filter (where pg_terminate_backend(pid))
                  from (select pid, row_number() over (order by state = 'idle', pid) as place, count(*) over () as all
                          from pg_stat_activity where usename = 'plangate') as sessions
                 where place * 100 <= sessions.all * ?
                """, percent).orElse(0L);
        return Optional.of(new Done("postgres", inFlight, ended + " sessions ended", since, passed, () -> {}));
    }

    Optional<Done> cut(FaultChoice choice) {
        Way way = way(choice);
        boolean inFlight = inFlight();
        BooleanSupplier passed = passed();
        long since = System.nanoTime();
        int millis = choice.dice().between(0, 2_500);
        way.proxies().forEach(proxy -> {
            proxy.refuse(true);
            proxy.cut();
        });
        ServiceFaults.sleep(millis);
        way.proxies().forEach(proxy -> proxy.refuse(false));
        return Optional.of(new Done(way.name(), inFlight, "no connections for %d ms".formatted(millis), since, passed,
                () -> {}));
    }

    Optional<Done> delay(FaultChoice choice) {
        Way way = way(choice);
        boolean inFlight = inFlight();
        BooleanSupplier passed = passed();
        long since = System.nanoTime();
        int delay = choice.dice().between(50, 500);
        way.proxies().forEach(proxy -> proxy.delay(Duration.ofMillis(delay)));
        ServiceFaults.sleep(3_000);
        way.proxies().forEach(proxy -> proxy.delay(Duration.ZERO));
        return Optional
                .of(new Done(way.name(), inFlight, "each piece of data up to %d ms late, for 3 s".formatted(delay),
                        since, passed, () -> {}));
    }

    Optional<Done> halfClose(FaultChoice choice) {
        Way way = way(choice);
        boolean inFlight = inFlight();
        BooleanSupplier passed = passed();
        long since = System.nanoTime();
        // Some of them last until the clients, who find out after their request timeout, connect again.
        int newcomers = choice.dice().between(0, 6_000);
        way.proxies().forEach(proxy -> proxy.halfClose(Duration.ofMillis(newcomers)));
        return Optional.of(new Done(way.name(), inFlight,
                "answers go nowhere, those of new connections for %d ms".formatted(newcomers), since, passed,
                () -> way.proxies().forEach(TcpProxy::dropHalfClosed)));
    }

    Optional<Done> restartPostgres(FaultChoice choice) {
        boolean inFlight = inFlight();
        BooleanSupplier passed = passed();
        long since = System.nanoTime();
        world.sql().close();
        world.postgres().crash();
        ServiceFaults.sleep(choice.dice().between(0, 1_500));
        world.postgres().start();
        return Optional
                .of(new Done("postgres", inFlight, "SIGKILL of all its processes, recovery", since, passed, () -> {}));
    }

    Optional<Done> fullDisk(FaultChoice choice) {
        return world.outboxDisk().map(disk -> {
            boolean inFlight = inFlight();
            BooleanSupplier passed = passed();
            long since = System.nanoTime();
            int millis = choice.dice().between(1_000, 5_000);
            disk.fill();
            ServiceFaults.sleep(millis);
            disk.free();
            return new Done("outbox", inFlight, "no room for %d ms".formatted(millis), since, passed, () -> {});
        });
    }

    Optional<Done> killBroker(FaultChoice choice) {
        int id = choice.dice().of(world.brokers().ids());
        boolean inFlight = inFlight();
        BooleanSupplier passed = passed();
        long since = System.nanoTime();
        world.brokers().broker(id).kill();
        ServiceFaults.sleep(choice.dice().between(0, 4_000));
        world.brokers().start(id);
        return Optional
                .of(new Done("broker-" + id, inFlight, "SIGKILL", since, () -> world.brokers().whole(world.admin())
                        && passed.getAsBoolean(), () -> {}));
    }

    Optional<Done> pauseBroker(FaultChoice choice) {
        int id = choice.dice().of(world.brokers().ids());
        boolean inFlight = inFlight();
        BooleanSupplier passed = passed();
        long since = System.nanoTime();
        world.brokers().broker(id).pause();
        ServiceFaults.sleep(BROKER_PAUSE_MILLIS);
        world.brokers().broker(id).resume();
        return Optional.of(new Done("broker-" + id, inFlight, "SIGSTOP for %d ms".formatted(BROKER_PAUSE_MILLIS), since,
                () -> world.brokers().whole(world.admin()) && passed.getAsBoolean(), () -> {}));
    }

    private record Way(String name, List<TcpProxy> proxies) {}

    /** From one service to Postgres, or from all services to one broker. */
    private Way way(FaultChoice choice) {
        if (choice.service() == ServiceKind.GATE || choice.dice().percent(30)) {
            int id = choice.dice().of(world.brokers().ids());
            return new Way("services to broker-" + id, List.of(world.brokers().proxies().get(id - 1)));
        }
        return new Way(choice.service().label() + " to postgres", List.of(world.databaseProxy(choice.service())));
    }

    private boolean inFlight() {
        return backlog.openRuns() > 0 || backlog.outbox() > 0 || backlog.unread(ServiceKind.INTAKE) > 0;
    }

    private BooleanSupplier passed() {
        List<BooleanSupplier> all = Arrays.stream(ServiceKind.values()).map(backlog::passed).toList();
        return () -> all.stream().allMatch(BooleanSupplier::getAsBoolean);
    }
}
