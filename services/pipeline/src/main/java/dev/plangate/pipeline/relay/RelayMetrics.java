package dev.plangate.pipeline.relay;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Meters of the relay; names and meanings are in the operations page. */
final class RelayMetrics {
    private final MeterRegistry meters;
    private final Map<String, Counter> published = new ConcurrentHashMap<>();
    private final Timer transaction;
    private final Timer delete;
    private final DistributionSummary batchRows;
    private final Counter takeOvers;
    private final Counter failures;
    private final Counter deadLetters;

    RelayMetrics(MeterRegistry meters, Supplier<Number> partsOwned) {
        this.meters = meters;
        transaction = Timer.builder("plangate.relay.transaction").publishPercentileHistogram()
                .description("A Kafka transaction, from its first send to its commit").register(meters);
        delete = Timer.builder("plangate.relay.delete").publishPercentileHistogram()
                .description("The delete of published rows").register(meters);
        batchRows = DistributionSummary.builder("plangate.relay.batch.rows").description("Rows of one transaction")
                .register(meters);
        takeOvers = Counter.builder("plangate.relay.takeovers").description("Parts taken over, after a doubt too")
                .register(meters);
        failures = Counter.builder("plangate.relay.failures").description("Steps that failed").register(meters);
        deadLetters = Counter.builder("plangate.relay.dead.letters")
                .description("Rows that could not be published and became dead letters").register(meters);
        Gauge.builder("plangate.relay.parts.owned", partsOwned).description("Outbox parts that this process publishes")
                .register(meters);
    }

    void published(String topic, long rows) {
        published.computeIfAbsent(topic, t -> Counter.builder("plangate.relay.rows.published").tag("topic", t)
                .description("Rows published").register(meters)).increment((double) rows);
    }

    void transaction(int rows, long nanos) {
        transaction.record(nanos, TimeUnit.NANOSECONDS);
        batchRows.record(rows);
    }

    void delete(long nanos) {
        delete.record(nanos, TimeUnit.NANOSECONDS);
    }

    void takenOver() {
        takeOvers.increment();
    }

    void failed() {
        failures.increment();
    }

    void deadLetter() {
        deadLetters.increment();
    }
}
