package dev.plangate.topology.stream;

import dev.plangate.internal.v1.GateState;
import dev.plangate.topology.approval.ApprovalFinder;
import dev.plangate.topology.domain.Decision;
import dev.plangate.topology.domain.Decision.PublishRequirement;
import dev.plangate.topology.domain.Decision.PublishStatus;
import dev.plangate.topology.domain.Decision.SendCommand;
import dev.plangate.topology.domain.Gate;
import dev.plangate.topology.domain.GateEvent;
import dev.plangate.topology.stream.Reading.Accepted;
import dev.plangate.topology.stream.Reading.Refused;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries records to the gate and its decisions away. One per partition; runs on one thread. */
final class GateProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(GateProcessor.class);

    private final RecordReader reader;
    private final GateWire wire;
    private final ApprovalFinder finder;
    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<String, GateState> states;
    private GateSensors sensors;

    GateProcessor(RecordReader reader, GateWire wire, ApprovalFinder finder) {
        this.reader = reader;
        this.wire = wire;
        this.finder = finder;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        states = context.getStateStore(GateTopology.STORE);
        sensors = GateSensors.of(context);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        var at = context.recordMetadata().orElseThrow();
        var origin = new Origin(record, at);
        switch (reader.read(record, at)) {
            case Accepted(var event) -> judge(event, origin);
            case Refused(var reason, var consequence) -> {
                LOG.warn("{}-{}@{} goes to the dead letters: {}", at.topic(), at.partition(), at.offset(), reason);
                sensors.deadLetters().record();
                context.forward(DeadLetter.of(origin, reason, context.currentSystemTimeMs()),
                        GateTopology.KEEP_DEAD_LETTERS);
                consequence.ifPresent(event -> judge(event, origin));
            }
        }
    }

    private void judge(GateEvent event, Origin origin) {
        var stored = states.get(event.plan());
        var before = stored == null ? GateState.getDefaultInstance() : stored;
        var outcome = Gate.on(before, event, finder);
        if (!outcome.state().equals(before)) {
            states.put(event.plan(), outcome.state());
        }
        for (Decision decision : outcome.decisions()) {
            var record = wire.record(decision, origin, context.currentSystemTimeMs());
            switch (decision) {
                case SendCommand _ -> {
                    sensors.commands().record();
                    context.forward(record, GateTopology.SEND_COMMANDS);
                }
                case PublishRequirement _ -> context.forward(record, GateTopology.PUBLISH_REQUIREMENT);
                case PublishStatus _ -> context.forward(record, GateTopology.PUBLISH_STATUS);
            }
        }
    }
}
