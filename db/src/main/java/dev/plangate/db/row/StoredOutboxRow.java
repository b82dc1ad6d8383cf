package dev.plangate.db.row;

import java.util.UUID;

/**
 * A row of the outbox as the relay reads it.
 *
 * @param id orders the rows of a part; used again after a restore from a backup
 * @param eventId never used again; published as header event-id
 * @param row what to publish
 */
public record StoredOutboxRow(long id, UUID eventId, OutboxRow row) {}
