package dev.plangate.checks;

import dev.plangate.v1.CheckType;
import dev.plangate.v1.ReviewPolicy;
import java.time.Duration;
import java.util.Set;

/** x */
public record CheckJob(String target, String project, String sheetSha256, String sql, ReviewPolicy policy,
        Set<CheckType> types, Duration deadline) {}
