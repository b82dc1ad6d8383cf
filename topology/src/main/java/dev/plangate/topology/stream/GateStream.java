package dev.plangate.topology.stream;

import dev.plangate.contract.SchemaRegistry;
import dev.plangate.topology.approval.RuleBook;
import java.time.InstantSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running gate. Several processes with the same application id share the partitions. */
public final class GateStream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GateStream.class);

    private final GateOptions options;
    private final SchemaRegistry registry;
    private final InstantSource clock;
    private final RuleBook workspace;
    private final CleanStop stopped;
    private volatile KafkaStreams streams;

    /**
     * A gate that is not started yet.
     *
     * @param registry stays the caller's: it is not closed here
     * @param workspace approval rules for whatever no rule of a project decides
     */
    public GateStream(GateOptions options, SchemaRegistry registry, InstantSource clock, RuleBook workspace) {
        this.options = options;
        this.registry = registry;
        this.clock = clock;
        this.workspace = workspace;
        this.stopped = new CleanStop(options.stateDir().resolve(options.applicationId() + ".stopped"));
    }

    /**
     * Compares the topics, registers the schemas, and starts; returns before the first record is read.
     *
     * @throws TopicsUnfit if a topic is missing or partition counts differ
     * @throws dev.plangate.contract.SchemaRefused if the registry will not have a schema
     * @throws org.apache.kafka.common.KafkaException if the brokers do not answer
     * @throws IllegalStateException if it was started before
     */
    public synchronized void start() {
        if (streams != null) {
            throw new IllegalStateException("a gate starts once");
        }
        var properties = options.properties();
        int partitions;
        try (var admin = Admin.create(new StreamsConfig(properties).getAdminConfigs("plangate-gate-start"))) {
            partitions = PartitionCounts.agreed(admin);
        }
        var made = new KafkaStreams(GateTopology.of(properties, registry, partitions, clock, workspace), properties,
                new RejoiningClients());
        made.setUncaughtExceptionHandler(failure -> {
            LOG.error("a thread of the gate failed and is replaced", failure);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
        made.setStateListener((now, before) -> LOG.info("gate: {} -> {}", before, now));
        if (!stopped.wasClean()) {
            made.cleanUp();
        }
        made.start();
        streams = made;
    }

    /** Whether it reads and judges now. False before the start, while partitions move, and while state is restored. */
    public boolean ready() {
        return streams != null && streams.state() == State.RUNNING;
    }

    /** False once it has ended for good: whoever runs it ends the process. True before the start. */
    public boolean alive() {
        return streams == null || switch (streams.state()) {
            case CREATED, REBALANCING, RUNNING -> true;
            case PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR -> false;
        };
    }

    /**
     * For metrics: everything that Kafka Streams counts, and {@link GateSensors}.
     *
     * @throws IllegalStateException before the start
     */
    public KafkaStreams kafkaStreams() {
        if (streams == null) {
            throw new IllegalStateException("the gate is not started");
        }
        return streams;
    }

    /** Commits, leaves the group so that others take over at once, and stops; waits as long as the options allow. */
    @Override
    public synchronized void close() {
        if (streams == null) {
            return;
        }
        if (streams.close(CloseOptions.timeout(options.stopTimeout())
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP))) {
            stopped.clean();
        } else {
            LOG.warn("the gate did not stop within {}: its last transaction is aborted by the broker",
                    options.stopTimeout());
        }
    }
}
