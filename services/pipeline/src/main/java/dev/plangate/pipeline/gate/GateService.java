package dev.plangate.pipeline.gate;

import dev.plangate.contract.SchemaRegistry;
import dev.plangate.pipeline.config.Settings;
import dev.plangate.pipeline.runtime.Service;
import dev.plangate.topology.approval.RuleBook;
import dev.plangate.topology.stream.GateOptions;
import dev.plangate.topology.stream.GateStream;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Clock;

/** Runs the topology, and shows what Kafka Streams counts. */
public final class GateService implements Service {
    private final GateStream gate;
    private final MeterRegistry meters;
    private KafkaStreamsMetrics metrics;

    private GateService(GateStream gate, MeterRegistry meters) {
        this.gate = gate;
        this.meters = meters;
    }

    /**
     * A gate that is not started yet.
     *
     * @throws InvalidApprovalRules if the workspace's rules cannot be used
     */
    public static GateService of(Settings settings, SchemaRegistry registry, MeterRegistry meters) {
        GateOptions options = new GateOptions(settings.deployment().group("gate"), settings.gate().commitInterval(),
                settings.gate().threads(), settings.gate().stateDir(), settings.deployment().stopTimeout(),
                settings.kafka().properties());
        RuleBook workspace = settings.gate().approvalRules().map(WorkspaceRules::read).orElse(RuleBook.EMPTY);
        return new GateService(new GateStream(options, registry, Clock.systemUTC(), workspace), meters);
    }

    @Override
    public String name() {
        return "gate";
    }

    @Override
    public void start() {
        gate.start();
        metrics = new KafkaStreamsMetrics(gate.kafkaStreams());
        metrics.bindTo(meters);
    }

    @Override
    public boolean alive() {
        return gate.alive();
    }

    @Override
    public boolean ready() {
        return gate.ready();
    }

    @Override
    public void close() {
        if (metrics != null) {
            metrics.close();
        }
        gate.close();
    }
}
