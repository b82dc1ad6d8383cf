package dev.plangate.pipeline.webhooks.domain;

import java.time.Duration;
import java.util.Optional;

/** What becomes of a delivery after an attempt. */
public sealed interface Verdict {
    /** It has arrived. */
    record Delivered() implements Verdict {}

    /** It is tried again. */
    record Again(Duration pause, String error) implements Verdict {}

    /** It is given up. */
    record Dead(String error) implements Verdict {}

    /**
     * {@code answer x what happened before -> verdict}. A 2xx is taken. 410 is the receiver's word that it is gone for good;
     * every other answer, a redirect included, may be a mistake that somebody mends, and is tried again until the time is
     * over. The last attempt comes when it is.
     *
     * @param attempts so far, this one included
     * @param age      since the event was read
     * @param chance   from 0 to 1, for the jitter
     */
    static Verdict of(Answer answer, int attempts, Duration age, Backoff backoff, double chance) {
        return switch (answer) {
            case Answer.Status(int status, var _) when status >= 200 && status < 300 -> new Delivered();
            case Answer.Status(int status, var _) when status == 410 ->
                new Dead("it answered 410: it is gone for good");
            case Answer.Status(int status, Optional<Duration> retryAfter) ->
                later(told(status), retryAfter.orElse(Duration.ZERO), attempts, age, backoff, chance);
            case Answer.None(String why) -> later(why, Duration.ZERO, attempts, age, backoff, chance);
        };
    }

    private static Verdict later(String error, Duration asked, int attempts, Duration age, Backoff backoff,
            double chance) {
        Duration left = backoff.during().minus(age);
        if (left.isNegative() || left.isZero()) {
            return new Dead("%s; given up after %d attempts in %s".formatted(error, attempts, age));
        }
        Duration own = backoff.wait(attempts, chance);
        Duration wanted = asked.compareTo(own) > 0 ? asked : own;
        Duration bounded = wanted.compareTo(backoff.longest()) < 0 ? wanted : backoff.longest();
        return new Again(bounded.compareTo(left) < 0 ? bounded : left, error);
    }

    private static String told(int status) {
        return status >= 300 && status < 400
                ? "it answered %d: redirects are not followed".formatted(status)
                : "it answered " + status;
    }
}
