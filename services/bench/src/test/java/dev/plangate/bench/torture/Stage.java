package dev.plangate.bench.torture;

import dev.plangate.bench.history.HistoryVerdict;
import dev.plangate.bench.history.Verifier;
import dev.plangate.bench.torture.failpoint.Failpoint;
import dev.plangate.bench.torture.failpoint.Mutation;
import dev.plangate.bench.torture.fault.FaultLog;
import dev.plangate.bench.torture.load.Outgoing;
import dev.plangate.bench.torture.load.Script;
import dev.plangate.bench.torture.load.Sheets;
import dev.plangate.bench.torture.load.Upstream;
import dev.plangate.bench.torture.process.ControlServer.Line;
import dev.plangate.bench.torture.record.MetaFile;
import dev.plangate.bench.torture.record.SentFile;
import dev.plangate.bench.torture.record.TableFiles;
import dev.plangate.bench.torture.record.TopicRecorder;
import dev.plangate.bench.torture.world.Await;
import dev.plangate.bench.torture.world.Backlog;
import dev.plangate.bench.torture.world.Instance;
import dev.plangate.bench.torture.world.ServiceKind;
import dev.plangate.bench.torture.world.World;
import dev.plangate.contract.SchemaRegistry;
import dev.plangate.contract.Topics;
import dev.plangate.v1.Plan;
import dev.plangate.v1.Project;
import dev.plangate.v1.ProjectSettings;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/** A small deployment in which a test says what happens, step by step, and what came of it is judged by the checker. */
final class Stage implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    /** A run that nobody has touched for so long is not touched any more. */
    private static final Duration FORGOTTEN = Duration.ofSeconds(15);
    private static final String SQL = "select 1";
    /** One of each, but two of those between which work moves. */
    static final Map<ServiceKind, Integer> WHOLE = Map.of(ServiceKind.RELAY, 1, ServiceKind.GATE, 1,
            ServiceKind.ROLLOUTS, 1, ServiceKind.WORKER, 2, ServiceKind.INTAKE, 2);

    private final Path dir;
    private final World world;
    private final SchemaRegistry registry;
    private final TopicRecorder recorder;
    private final Upstream upstream;
    private final Backlog backlog;
    private final long started = System.currentTimeMillis();

    Stage(Path dir, List<Mutation> mutations, Map<ServiceKind, Integer> scale, Map<String, String> settings) {
        this.dir = dir;
        world = World.start(dir.resolve("world"), 1, mutations, scale, settings);
        registry = SchemaRegistry.connect(world.registry().url(), Map.of());
        recorder = new TopicRecorder(world.brokers().directly(), registry, dir.resolve("history/topics"));
        upstream = new Upstream(world.brokers().directly(), registry, World.PARTITIONS, new Script(List.of()), 1,
                () -> 1);
        backlog = new Backlog(world, upstream, recorder);
    }

    World world() {
        return world;
    }

    Backlog backlog() {
        return backlog;
    }

    void publish(Outgoing record) {
        upstream.publish(record);
    }

    void project(String name, long version, boolean approval) {
        publish(Outgoing.of(0, "project", Topics.PROJECTS, name, Project.newBuilder().setName(name).setVersion(version)
                .setSettings(ProjectSettings.newBuilder().setRequireIssueApproval(approval)
                        .setRequirePlanCheckNoError(true))
                .build()));
        publish(Sheets.published(0, SQL));
    }

    void plan(String name, long revision) {
        publish(Outgoing.of(0, "plan", Topics.PLANS, name, plan(name, revision, "torture")));
    }

    /** A plan with so many targets, each of which takes a while. */
    void largePlan(String name, int targets) {
        plan(name, "slow-0", targets);
    }

    /** A plan with so many targets; what the checks do there is said by the name of the instance. */
    void plan(String name, String instance, int targets) {
        publish(Outgoing.of(0, "plan", Topics.PLANS, name, Plan.newBuilder().setName(name).setRevision(1)
                .setState(Plan.State.ACTIVE)
                .addSpecs(Plan.Spec.newBuilder().setId("change").setChangeDatabase(Plan.ChangeDatabase.newBuilder()
                        .addAllTargets(IntStream.range(0, targets)
                                .mapToObj(i -> "instances/%s/databases/d%d".formatted(instance, i)).toList())
                        .setSheetSha256(Sheets.name(SQL))))
                .build()));
    }

    static Plan plan(String name, long revision, String title) {
        return Plan.newBuilder().setName(name).setRevision(revision).setTitle(title).setState(Plan.State.ACTIVE)
                .addSpecs(Plan.Spec.newBuilder().setId("change").setChangeDatabase(Plan.ChangeDatabase.newBuilder()
                        .addTargets("instances/fast-0/databases/shop").setSheetSha256(Sheets.name(SQL))))
                .build();
    }

    /** Everything that was published is in Kafka. */
    void acknowledged() {
        Await.until("Kafka has taken what was published", PATIENCE, () -> upstream.unanswered() == 0);
    }

    /** To whom of a consumer group each partition is assigned. */
    Map<TopicPartition, String> owners(String group) {
        try {
            var owners = new HashMap<TopicPartition, String>();
            world.admin().describeConsumerGroups(List.of(group)).all().get().get(group).members()
                    .forEach(member -> member.assignment().topicPartitions()
                            .forEach(partition -> owners.put(partition, member.consumerId())));
            return owners;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Everything that was published has been worked off. */
    void settle() {
        Await.until("what was published is worked off", PATIENCE,
                () -> upstream.unanswered() == 0 && backlog.openRuns() == 0 && backlog.outbox() == 0
                        && backlog.unread(ServiceKind.INTAKE) == 0 && backlog.recorded());
    }

    void arm(Failpoint failpoint, List<Instance> instances) {
        instances.forEach(instance -> line(instance).arm(failpoint.name()));
    }

    /** The first of them to stop at a failpoint. */
    Instance reached(List<Instance> instances) {
        Await.until("somebody comes to the failpoint", PATIENCE,
                () -> instances.stream().anyMatch(instance -> !line(instance).reached().isEmpty()));
        return instances.stream().filter(instance -> !line(instance).reached().isEmpty()).findFirst().orElseThrow();
    }

    /** Waits for one of them to stop at a failpoint, if it does. */
    void mayReach(List<Instance> instances, Duration patience) {
        Await.holds(patience, () -> instances.stream().anyMatch(instance -> !line(instance).reached().isEmpty()));
    }

    /** Waits for the runs to end, if they do. */
    void maySettle(Duration patience) {
        Await.holds(patience, () -> backlog.openRuns() == 0);
    }

    void go(Instance instance) {
        line(instance).go();
    }

    private static Line line(Instance instance) {
        return instance.line().orElseThrow();
    }

    /** Waits for quiet and has the history judged. */
    HistoryVerdict verdict() throws SQLException {
        upstream.end();
        boolean drained = Await.holds(PATIENCE,
                () -> (recorder.quiet().compareTo(Duration.ofSeconds(2)) > 0 && backlog.empty())
                        || (recorder.quiet().compareTo(FORGOTTEN) > 0 && backlog.still()));
        Path history = dir.resolve("history");
        SentFile.write(history.resolve("sent.jsonl"), upstream.stop());
        try (var connection = world.postgres().connect();
                var faults = FaultLog.create(history.resolve("faults.jsonl"))) {
            TableFiles.write(history.resolve("tables"), connection);
            MetaFile.write(history.resolve("meta.json"), 0, 0, faults.count(), started, System.currentTimeMillis(),
                    drained);
        }
        recorder.close();
        return Verifier.verify(history);
    }

    @Override
    public void close() {
        upstream.close();
        recorder.close();
        registry.close();
        world.close();
    }
}
