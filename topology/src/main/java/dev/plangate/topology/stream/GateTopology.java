package dev.plangate.topology.stream;

import static dev.plangate.contract.Topics.APPROVALS;
import static dev.plangate.contract.Topics.APPROVAL_REQUIREMENTS;
import static dev.plangate.contract.Topics.CHECK_RUNS;
import static dev.plangate.contract.Topics.DEAD_LETTERS;
import static dev.plangate.contract.Topics.GATE_STATUS;
import static dev.plangate.contract.Topics.PLAN_STATES;
import static dev.plangate.contract.Topics.ROLLOUTS;
import static dev.plangate.contract.Topics.ROLLOUT_COMMANDS;
import static dev.plangate.contract.Topics.ROLLOUT_REQUESTS;

import com.google.protobuf.Message;
import dev.plangate.contract.ProtobufSerde;
import dev.plangate.contract.SchemaRegistry;
import dev.plangate.contract.Topic;
import dev.plangate.internal.v1.GateState;
import dev.plangate.topology.approval.ApprovalFinder;
import dev.plangate.topology.approval.RuleBook;
import dev.plangate.topology.domain.GateEvent.CheckRunChanged;
import dev.plangate.topology.domain.GateEvent.PlanStateChanged;
import dev.plangate.topology.domain.GateEvent.RolloutChanged;
import dev.plangate.topology.domain.GateEvent.RolloutRequested;
import dev.plangate.v1.Approval;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.PlanState;
import dev.plangate.v1.RolloutRequest;
import dev.plangate.v1.RolloutState;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Five sources, one processor over one store, four sinks. Names are for ever: the store's is part of the changelog's, and
 * whoever renames it loses the state. {@code expected_topology.txt} holds them.
 */
final class GateTopology {
    static final String STORE = "gate-states";
    static final String JUDGE = "judge-plans";
    static final String PUBLISH_STATUS = "publish-gate-status";
    static final String PUBLISH_REQUIREMENT = "publish-approval-requirements";
    static final String SEND_COMMANDS = "send-rollout-commands";
    static final String KEEP_DEAD_LETTERS = "keep-dead-letters";

    /** What is read; all keyed by plan and joined partition by partition. */
    static final List<Topic<?>> INPUTS = List.of(PLAN_STATES, APPROVALS, CHECK_RUNS, ROLLOUTS, ROLLOUT_REQUESTS);

    /** What is written and keyed by plan. */
    static final List<Topic<?>> OUTPUTS = List.of(GATE_STATUS, APPROVAL_REQUIREMENTS, ROLLOUT_COMMANDS);

    private GateTopology() {}

    /**
     * @param partitions of every topic keyed by plan
     * @param workspace approval rules for whatever no rule of a project decides
     * @throws dev.plangate.contract.SchemaRefused if the registry will not have a schema
     */
    static Topology of(Properties properties, SchemaRegistry registry, int partitions, InstantSource clock,
            RuleBook workspace) {
        var reader = new RecordReader(inputs(registry), partitions);
        var wire = new GateWire(ProtobufSerde.of(GATE_STATUS, registry),
                ProtobufSerde.of(APPROVAL_REQUIREMENTS, registry), ProtobufSerde.of(ROLLOUT_COMMANDS, registry));
        var topology = new Topology(new TopologyConfig(new StreamsConfig(properties)));
        for (Topic<?> input : INPUTS) {
            topology.addSource(AutoOffsetReset.earliest(), source(input), new ArrivalTime(clock),
                    new ByteArrayDeserializer(), new ByteArrayDeserializer(), input.name());
        }
        topology.addProcessor(JUDGE, () -> new GateProcessor(reader, wire, new ApprovalFinder(workspace)),
                INPUTS.stream().map(GateTopology::source).toArray(String[]::new));
        topology.addStateStore(store(), JUDGE);
        sink(topology, PUBLISH_STATUS, GATE_STATUS.name());
        sink(topology, PUBLISH_REQUIREMENT, APPROVAL_REQUIREMENTS.name());
        sink(topology, SEND_COMMANDS, ROLLOUT_COMMANDS.name());
        sink(topology, KEEP_DEAD_LETTERS, DEAD_LETTERS);
        return topology;
    }

    private static Map<String, Input<? extends Message>> inputs(SchemaRegistry registry) {
        return Map.of( //
                PLAN_STATES.name(), new Input<>(ProtobufSerde.of(PLAN_STATES, registry), PlanState::getPlan,
                        (state, at) -> new PlanStateChanged(state)),
                APPROVALS.name(),
                new Input<>(ProtobufSerde.of(APPROVALS, registry), Approval::getPlan, new Approvals()),
                CHECK_RUNS.name(), new Input<>(ProtobufSerde.of(CHECK_RUNS, registry), CheckRun::getPlan,
                        (run, at) -> new CheckRunChanged(run)),
                ROLLOUTS.name(), new Input<>(ProtobufSerde.of(ROLLOUTS, registry), RolloutState::getPlan,
                        (rollout, at) -> new RolloutChanged(rollout)),
                ROLLOUT_REQUESTS.name(), new Input<>(ProtobufSerde.of(ROLLOUT_REQUESTS, registry),
                        RolloutRequest::getPlan, (request, at) -> new RolloutRequested(request)));
    }

    /** {@code plangate.plan-states} is read by {@code read-plan-states}. */
    private static String source(Topic<?> topic) {
        return "read-" + topic.name().substring(topic.name().indexOf('.') + 1);
    }

    private static void sink(Topology topology, String name, String topic) {
        topology.addSink(name, topic, new ByteArraySerializer(), new ByteArraySerializer(), JUDGE);
    }

    /** No cache: the commit interval is so short that it would save nothing, and it would hold memory. */
    private static StoreBuilder<KeyValueStore<String, GateState>> store() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.String(), new GateStateSerde())
                .withLoggingEnabled(changelog()).withCachingDisabled();
    }

    /** Small segments: a state is written several times, and what is restored is what compaction left. */
    private static Map<String, String> changelog() {
        return Map.of(TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(64 << 20), //
                TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.2");
    }
}
