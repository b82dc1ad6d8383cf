package dev.plangate.checks.ghost;

import java.time.Duration;

/** How a dry run ended. What gh-ost wrote is without secrets and bounded. */
public sealed interface DryRunEnd {
    /** By itself. */
    record Ended(int code, String output) implements DryRunEnd {}

    /** It was still at work, and was stopped with all that it had started. */
    record TimedOut(Duration limit, String output) implements DryRunEnd {}

    /** The check was given up meanwhile. */
    record Stopped() implements DryRunEnd {}

    /**
     * It could not begin.
     *
     * @param reason a sentence
     */
    record NotStarted(String reason) implements DryRunEnd {}
}
