package dev.plangate.bench.torture;

import static dev.plangate.bench.torture.world.ServiceKind.INTAKE;
import static dev.plangate.bench.torture.world.ServiceKind.RELAY;
import static dev.plangate.bench.torture.world.ServiceKind.WORKER;

import dev.plangate.bench.torture.failpoint.Failpoint;
import dev.plangate.bench.torture.load.Outgoing;
import dev.plangate.bench.torture.world.Await;
import dev.plangate.bench.torture.world.Instance;
import dev.plangate.bench.torture.world.ServiceKind;
import dev.plangate.bench.torture.world.World;
import dev.plangate.contract.PlanPartition;
import dev.plangate.contract.Topic;
import dev.plangate.contract.Topics;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/** What has to happen, and in which order, for a guard to be needed. */
enum Scenario {
    /** A worker sleeps past its lease with its results in hand, and wakes up while another one checks the run again. */
    STALE_WORKER(WORKER) {
        @Override
        void play(Stage stage) {
            List<Instance> workers = stage.world().instances(WORKER);
            stage.project("projects/stale", 1, true);
            stage.settle();
            stage.arm(Failpoint.WORKER_BEFORE_COMPLETE, workers);
            stage.plan("projects/stale/plans/a", 1);
            Instance first = stage.reached(workers);
            first.pause();
            Instance second = stage.reached(workers.stream().filter(worker -> worker != first).toList());
            first.resume();
            stage.go(first);
            // The stale results are written, or refused, before the others come.
            Await.holds(Duration.ofSeconds(2), () -> stage.backlog().openRuns() == 0);
            stage.go(second);
            stage.settle();
        }
    },

    /** A member of the intake group sleeps with a batch in hand until its partitions are another's. */
    STALE_CONSUMER(INTAKE) {
        @Override
        void play(Stage stage) {
            List<Instance> intakes = stage.world().instances(INTAKE);
            stage.project("projects/moved", 1, true);
            stage.plan("projects/moved/plans/a", 1);
            stage.settle();
            stage.arm(Failpoint.INTAKE_POLLED, intakes);
            stage.publish(Outgoing.poison(0, Topics.PLANS, "projects/moved/plans/a",
                    Stage.plan("projects/moved/plans/a", 1, "somebody else's"), 0,
                    "the same revision with other content"));
            Instance first = stage.reached(intakes);
            first.pause();
            intakes.stream().filter(intake -> intake != first).forEach(stage::go);
            stage.settle();
            first.resume();
            stage.go(first);
            Await.until("it is a member again", Duration.ofSeconds(30), first::ready);
            stage.plan("projects/moved/plans/a", 2);
            stage.settle();
        }
    },

    /** A relay is killed between the commit in Kafka and the delete in Postgres. */
    KILLED_RELAY() {
        @Override
        void play(Stage stage) {
            List<Instance> relays = stage.world().instances(RELAY);
            stage.project("projects/relay", 1, true);
            stage.settle();
            stage.arm(Failpoint.RELAY_COMMITTED, relays);
            stage.plan("projects/relay/plans/a", 1);
            Instance relay = stage.reached(relays);
            relay.kill();
            relay.start();
            stage.settle();
        }
    },

    /** Two workers count the open slices of one run down at the same moment. */
    SLICES_AT_ONCE(WORKER) {
        @Override
        void play(Stage stage) {
            List<Instance> workers = stage.world().instances(WORKER);
            stage.project("projects/slices", 1, true);
            stage.settle();
            stage.arm(Failpoint.WORKER_SLICES_READ, workers);
            stage.largePlan("projects/slices/plans/a", 80);
            Instance first = stage.reached(workers);
            List<Instance> others = workers.stream().filter(worker -> worker != first).toList();
            // With the lock the other one waits for the first; without it both have read the same number.
            stage.mayReach(others, Duration.ofMillis(2_500));
            stage.go(first);
            stage.mayReach(others, Duration.ofSeconds(3));
            others.forEach(stage::go);
            stage.maySettle(Duration.ofSeconds(30));
        }
    },

    /** Settings change while a new plan has read the old ones and is not committed. */
    SETTINGS_AND_PLAN(INTAKE) {
        @Override
        void play(Stage stage) {
            List<Instance> intakes = stage.world().instances(INTAKE);
            String project = "projects/settings";
            String plan = planOfTheOtherMember(stage, project);
            stage.project(project, 1, true);
            stage.settle();
            stage.arm(Failpoint.INTAKE_BEFORE_COMMIT, intakes);
            stage.plan(plan, 1);
            Instance holder = stage.reached(intakes);
            intakes.stream().filter(intake -> intake != holder).forEach(stage::go);
            stage.project(project, 2, false);
            stage.acknowledged();
            // With the lock the settings wait for the plan; without it they are through at once.
            Await.holds(Duration.ofMillis(2_500), () -> stage.backlog().unread(INTAKE) <= 1);
            stage.go(holder);
            stage.settle();
        }

        // The settings of its project are read by one member, the plan by the other.
        private String planOfTheOtherMember(Stage stage, String project) {
            var owners = new AtomicReference<Map<TopicPartition, String>>(Map.of());
            Await.until("each member reads its half of both topics", Duration.ofMinutes(1), () -> {
                owners.set(stage.owners("torture-intake"));
                return Stream.of(Topics.PROJECTS, Topics.PLANS).allMatch(topic -> isShared(topic, owners.get()));
            });
            String member = owners.get().get(partition(Topics.PROJECTS, project));
            return IntStream.range(0, 1_000).mapToObj(i -> project + "/plans/a" + i)
                    .filter(name -> !owners.get().get(partition(Topics.PLANS, name)).equals(member))
                    .findFirst().orElseThrow();
        }

        private static boolean isShared(Topic<?> topic, Map<TopicPartition, String> owners) {
            Map<String, Long> shares = owners.entrySet().stream()
                    .filter(owned -> owned.getKey().topic().equals(topic.name()))
                    .collect(Collectors.groupingBy(Map.Entry::getValue, Collectors.counting()));
            return shares.size() == 2 && shares.values().stream().allMatch(share -> share == World.PARTITIONS / 2);
        }

        private static TopicPartition partition(Topic<?> topic, String key) {
            return new TopicPartition(topic.name(), PlanPartition.of(key, World.PARTITIONS));
        }
    };

    /** One of each that takes plans in, checks them and publishes the outcome: nothing here goes as far as the gate. */
    private static final List<ServiceKind> ONCE = List.of(RELAY, WORKER, INTAKE);

    @SuppressWarnings("ImmutableEnumChecker") // a copy of constants
    private final List<ServiceKind> twice;

    /** Work moves between two of these. */
    Scenario(ServiceKind... twice) {
        this.twice = List.of(twice);
    }

    abstract void play(Stage stage);

    /** How many processes of each service it needs. */
    Map<ServiceKind, Integer> scale() {
        return Arrays.stream(ServiceKind.values()).collect(Collectors.toMap(Function.identity(),
                kind -> twice.contains(kind) ? 2 : ONCE.contains(kind) ? 1 : 0));
    }

    /** Whether a transaction is held open for longer than the usual settings allow. */
    boolean holdsTransactions() {
        return this == SETTINGS_AND_PLAN || this == SLICES_AT_ONCE;
    }
}
