package dev.plangate.pipeline.relay;

import dev.plangate.contract.SchemaRegistry;
import dev.plangate.db.Database;
import dev.plangate.db.Outbox;
import dev.plangate.db.PartLeases;
import dev.plangate.pipeline.runtime.Health;
import dev.plangate.pipeline.runtime.Loop;
import dev.plangate.pipeline.runtime.Outcome;
import dev.plangate.pipeline.runtime.Pace;
import dev.plangate.pipeline.runtime.Service;
import dev.plangate.pipeline.runtime.Wake;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the outbox exactly once. Any number of relays share its parts. The database needs a pool of at least as many
 * connections as there are parts, and two more.
 */
public final class Relay implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final Duration WATCH = Duration.ofSeconds(5);

    private final RelayConfig config;
    private final RelayTimes times;
    private final ClientProperties clients;
    private final Database database;
    private final SchemaRegistry registry;
    private final Wake rowsAppended;
    private final MeterRegistry meters;
    private final RelaySteps steps;
    private Admin admin;
    private PartOwnership ownership;
    private List<Loop> loops = List.of();

    /**
     * A relay that is not started.
     *
     * @param database with the outbox; stays open
     * @param registry stays open
     * @param rowsAppended signalled by whoever appends rows in the same process, so that they need not wait for a poll
     * @param steps told of each step, for failpoints; {@link RelaySteps#NONE} in production
     */
    public Relay(RelayConfig config, Database database, SchemaRegistry registry, Wake rowsAppended,
            MeterRegistry meters, RelaySteps steps) {
        this.config = config;
        this.times = RelayTimes.of(config.lease());
        this.clients = new ClientProperties(config.kafka(), times);
        this.database = database;
        this.registry = registry;
        this.rowsAppended = rowsAppended;
        this.meters = meters;
        this.steps = steps;
    }

    @Override
    public String name() {
        return "relay";
    }

    /**
     * Begins to take parts.
     *
     * @throws dev.plangate.contract.SchemaRefused if the registry will not have a schema
     */
    @Override
    public void start() {
        String owner = config.deployment() + "-relay-" + UUID.randomUUID();
        var outbox = new Outbox(database);
        var assembler = RecordAssembler.of(registry);
        admin = Admin.create(clients.admin(owner));
        var metrics = new RelayMetrics(meters, () -> ownership.runners().size());
        var env = new PartEnvironment(config, times, clients, outbox, new PartLeases(database),
                new ProgressLog(admin, clients, registry, times.delivery()), assembler, metrics, steps);
        ownership = new PartOwnership(owner, env, System::nanoTime);
        var poll = new RowPoll(outbox, ownership, rowsAppended);
        loops = List.of(new Loop("relay-leases", ownership::tick, Pace.every(times.tick())),
                new Loop("relay-poll", poll::tick, Pace.ADAPTIVE, rowsAppended),
                new Loop("relay-kafka", this::probeKafka, Pace.every(WATCH)));
        loops.forEach(Loop::start);
        LOG.info("relay {} started", owner);
    }

    @Override
    public boolean alive() {
        return loops.stream().allMatch(Loop::alive) && (ownership == null || !ownership.dead());
    }

    @Override
    public boolean ready() {
        return !loops.isEmpty() && health().stream().allMatch(Health::ok);
    }

    /** The loops, and each part in doubt with its last error. */
    @Override
    public List<Health> health() {
        var parts = ownership == null ? Stream.<PartRunner>empty() : ownership.runners().stream();
        return Stream.concat(loops.stream().map(Loop::health),
                parts.filter(part -> !part.lastError().isEmpty())
                        .map(part -> new Health("relay-part-" + part.lease().part(), false, part.lastError())))
                .toList();
    }

    /** Finishes the batches in flight and releases all parts, so that others take them over at once. */
    @Override
    public void close() {
        var patience = times.delivery().multipliedBy(2);
        new ArrayList<>(loops).forEach(Loop::stop);
        loops.forEach(loop -> loop.stop(patience));
        try {
            if (ownership != null) {
                ownership.stop(patience);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (admin != null) {
                admin.close(Duration.ofSeconds(1));
            }
        }
    }

    private Outcome probeKafka() throws Exception {
        admin.describeCluster().nodes().get(times.delivery().toMillis(), TimeUnit.MILLISECONDS);
        return Outcome.IDLE;
    }
}
