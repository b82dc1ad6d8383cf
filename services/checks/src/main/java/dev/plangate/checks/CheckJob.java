package dev.plangate.checks;

import dev.plangate.v1.CheckType;
import dev.plangate.v1.ReviewPolicy;
import java.time.Duration;
import java.util.Set;

/**
 * One sheet on one target.
 *
 * @param target      instances/{instance}/databases/{database}
 * @param project     projects/{project} that asks; an instance may be closed to it
 * @param sheetSha256 hex SHA-256 of {@code sql}
 * @param sql         the sheet's text
 * @param policy      which rules apply, and how strictly
 * @param types       checks to run
 * @param deadline    for all of them together
 */
public record CheckJob(String target, String project, String sheetSha256, String sql, ReviewPolicy policy,
        Set<CheckType> types, Duration deadline) {}
