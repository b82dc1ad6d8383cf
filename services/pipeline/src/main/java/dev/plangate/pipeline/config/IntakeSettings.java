package dev.plangate.pipeline.config;

import java.time.Duration;
import java.util.List;

/**
 * Intake.
 *
 * @param batchSize records of one transaction at most
 * @param poll longest wait for records
 * @param inputsTimeout how long a plan waits for a sheet, project or group that is not there before it ends FAILED
 */
public record IntakeSettings(int batchSize, Duration poll, Duration inputsTimeout) {
    static final Key<Integer> BATCH_SIZE = Key.whole("intake.batch.size", 1_000, 1, 10_000,
            "Records that one transaction takes in at most.");
    static final Key<Duration> POLL = Key.time("intake.poll", Duration.ofMillis(100), Duration.ofMillis(1),
            Duration.ofSeconds(10), "Longest wait for records.");
    static final Key<Duration> INPUTS_TIMEOUT = Key.time("inputs.timeout", Duration.ofMinutes(10),
            Duration.ofMillis(100), Duration.ofDays(30),
            "How long a plan waits for its sheet, project or database group before its run ends FAILED.");
    static final List<Key<?>> KEYS = List.of(BATCH_SIZE, POLL, INPUTS_TIMEOUT);

    static IntakeSettings read(Values values) {
        return new IntakeSettings(values.get(BATCH_SIZE), values.get(POLL), values.get(INPUTS_TIMEOUT));
    }
}
