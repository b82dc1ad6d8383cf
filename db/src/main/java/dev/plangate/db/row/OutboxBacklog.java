package dev.plangate.db.row;

import java.time.Duration;

/**
 * What one part of the outbox holds.
 *
 * @param part from 0
 * @param rows not published yet, or published and not deleted yet; about, from a thousand on
 * @param oldest age of the first of them; zero when there is none
 */
public record OutboxBacklog(int part, long rows, Duration oldest) {}
