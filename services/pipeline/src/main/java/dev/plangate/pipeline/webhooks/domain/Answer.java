package dev.plangate.pipeline.webhooks.domain;

import java.time.Duration;
import java.util.Optional;

/** What came of an attempt to deliver. */
public sealed interface Answer {
    /**
     * The receiver answered.
     *
     * @param status     of HTTP
     * @param retryAfter how long it asks to be left alone
     */
    record Status(int status, Optional<Duration> retryAfter) implements Answer {}

    /**
     * It did not answer, or nothing was sent.
     *
     * @param why for people; no secrets
     */
    record None(String why) implements Answer {}
}
