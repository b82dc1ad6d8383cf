package dev.plangate.db.legacy;

/**
 * A row of the old plan_check_run.
 *
 * @param createdAt text of a timestamptz: 2026-11-20T10:00:00Z, infinity
 * @param updatedAt the same
 * @param config JSON text; null = SQL null
 * @param result the same
 * @param payload the same
 */
public record LegacyRow(long id, long plan, String createdAt, String updatedAt, String status, String type,
        String config, String result, String payload) {}
