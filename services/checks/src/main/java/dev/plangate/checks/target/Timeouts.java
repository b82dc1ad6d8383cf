package dev.plangate.checks.target;

import java.time.Duration;

/** How long anything on a target may take: connecting, waiting for a lock, a statement. */
public record Timeouts(Duration connect, Duration lock, Duration statement) {}
