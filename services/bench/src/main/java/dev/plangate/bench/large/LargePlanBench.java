package dev.plangate.bench.large;

import dev.plangate.bench.torture.world.Await;
import dev.plangate.bench.torture.world.Instance;
import dev.plangate.bench.torture.world.ServiceKind;
import dev.plangate.bench.torture.world.World;
import dev.plangate.contract.SchemaRegistry;
import dev.plangate.pipeline.config.Key;
import dev.plangate.pipeline.config.Settings;
import dev.plangate.v1.CheckRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code plangate bench large-plan}. */
@Command(name = "large-plan", mixinStandardHelpOptions = true, description = {
        "One plan with many targets, checked by workers that are processes of their own; the checks answer at once. One",
        "worker is killed, started and killed again, each time with slices in hand, and a small plan is published behind",
        "the large one. Exit 0 when each target was published once and the run ended once, DONE; 1 when not.", "",
        "Example: plangate bench large-plan --targets 10000 --workers 3 --kills 2"}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                "0:it ended as it should", "1:it did not"})
public final class LargePlanBench implements Callable<Integer> {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int INSTANCES = 10;
    /** In the harness these are quicker and smaller; here they are as Plangate comes. */
    private static final Set<String> AS_IT_COMES = Set.of("worker.lease", "worker.heartbeat", "worker.slice.size",
            "worker.claim.batch", "worker.target.deadline", "relay.lease", "db.transaction.timeout");

    @Option(names = "--targets", defaultValue = "10000", description = "Databases of the large plan (default: ${DEFAULT-VALUE}).")
    int targets;

    @Option(names = "--workers", defaultValue = "3", description = "Worker processes (default: ${DEFAULT-VALUE}).")
    int workers;

    @Option(names = "--kills", defaultValue = "2", description = "How often the first worker is killed (default: ${DEFAULT-VALUE}).")
    int kills;

    @Option(names = "--json", description = "One JSON object.")
    boolean json;

    @Override
    public Integer call() throws IOException {
        Path dir = Files.createTempDirectory("plangate-large-plan-");
        Map<ServiceKind, Integer> scale = Map.of(ServiceKind.WORKER, workers, ServiceKind.INTAKE, 1, ServiceKind.GATE,
                1, ServiceKind.RELAY, 1, ServiceKind.ROLLOUTS, 1);
        try (World world = World.start(dir, 1, List.of(), scale, defaults());
                SchemaRegistry registry = SchemaRegistry.connect(world.registry().url(), Map.of());
                var publisher = new Publisher(world.brokers().directly(), registry);
                var watcher = new RunWatcher(world.brokers().directly(), registry)) {
            Figures figures = run(world, publisher, watcher);
            System.out.println(json ? figures.json() : figures.text());
            return figures.green() ? 0 : 1;
        }
    }

    private static Map<String, String> defaults() {
        return Settings.KEYS.stream().filter(key -> AS_IT_COMES.contains(key.name()))
                .collect(Collectors.toMap(Key::variable, key -> key.fallback().orElseThrow()));
    }

    private Figures run(World world, Publisher publisher, RunWatcher watcher) {
        List<String> databases = IntStream.range(0, targets)
                .mapToObj(i -> "instances/fast-%d/databases/d%05d".formatted(i % INSTANCES, i)).toList();
        String group = publisher.group(databases);
        long began = System.nanoTime();
        String large = publisher.plan("large", List.of(group));
        Await.until("slices of the large plan are claimed", LONGEST, () -> slices(world, "RUNNING") > 0);
        long smallBegan = System.nanoTime();
        String small = publisher.plan("small", databases.subList(0, 3));
        int killed = 0;
        Instance victim = world.instances(ServiceKind.WORKER).getFirst();
        while (killed < kills && Await.holds(LONGEST,
                () -> watcher.ended(large).isPresent() || (victim.ready() && holds(world, victim)))) {
            if (watcher.ended(large).isPresent()) {
                break;
            }
            victim.kill();
            victim.start();
            killed++;
        }
        Await.until("both plans end", LONGEST,
                () -> watcher.ended(small).isPresent() && watcher.ended(large).isPresent());
        Await.until("all of it is published", LONGEST,
                () -> world.sql().number("select count(*) from outbox").orElse(1L) == 0
                        && watcher.targets(large).size() >= targets);
        return figures(world, watcher, large, small, began, smallBegan, killed);
    }

    private Figures figures(World world, RunWatcher watcher, String large, String small, long began, long smallBegan,
            int killed) {
        RunWatcher.Ended end = watcher.ended(large).orElseThrow();
        boolean once = watcher.ends(large) == 1 && watcher.targets(large).size() == targets
                && watcher.targets(large).values().stream().allMatch(times -> times == 1);
        boolean done = end.run().getStatus() == CheckRun.Status.DONE && end.run().getTotals().getTargets() == targets;
        long again = world.sql().number("select count(*) from plan_check_slice where attempts > 1").orElse(-1L);
        return new Figures(targets, workers, killed, slices(world, "DONE"), again, once && done,
                (end.seenNanos() - began) / 1e9,
                (watcher.ended(small).orElseThrow().seenNanos() - smallBegan) / 1e9);
    }

    private static boolean holds(World world, Instance worker) {
        return !worker.owner().isEmpty() && world.sql()
                .number("select count(*) from plan_check_slice where owner = ?", worker.owner()).orElse(0L) > 0;
    }

    private static long slices(World world, String status) {
        return world.sql().number("select count(*) from plan_check_slice where status = ?", status).orElse(0L);
    }
}
