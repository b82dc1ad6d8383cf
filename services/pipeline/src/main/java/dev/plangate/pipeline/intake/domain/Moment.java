package dev.plangate.pipeline.intake.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * When a batch is folded.
 *
 * @param now     by the database's clock
 * @param patience how long a plan waits for what it names
 */
public record Moment(Instant now, Duration patience) {
    Instant deadline() {
        return now.plus(patience);
    }
}
