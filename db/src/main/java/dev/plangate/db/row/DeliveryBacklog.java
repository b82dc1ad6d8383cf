package dev.plangate.db.row;

import java.time.Duration;

/**
 * What waits to be delivered.
 *
 * @param open deliveries that have not ended; counted up to 10,000
 * @param oldest age of the first of them; zero when there is none
 */
public record DeliveryBacklog(long open, Duration oldest) {}
