package dev.plangate.topology.stream;

import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.processor.api.ProcessingContext;

/**
 * What the gate counts beside what Kafka Streams counts by itself: metrics {@code commands-total}, {@code commands-rate},
 * {@code dead-letters-total}, {@code dead-letters-rate} in group {@code stream-gate-metrics}, tagged with the task.
 */
record GateSensors(Sensor commands, Sensor deadLetters) {
    static GateSensors of(ProcessingContext context) {
        return new GateSensors(sensor(context, "commands"), sensor(context, "dead-letters"));
    }

    private static Sensor sensor(ProcessingContext context, String operation) {
        return context.metrics().addRateTotalSensor("gate", context.taskId().toString(), operation,
                Sensor.RecordingLevel.INFO);
    }
}
