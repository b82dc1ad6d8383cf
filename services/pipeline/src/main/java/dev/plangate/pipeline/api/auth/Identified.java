package dev.plangate.pipeline.api.auth;

import dev.plangate.pipeline.api.domain.Caller;

/** Who a token belongs to. */
public sealed interface Identified {
    /** Somebody. */
    record Known(Caller caller) implements Identified {}

    /**
     * Nobody.
     *
     * @param reason a word for programs: "TOKEN_EXPIRED"
     * @param text one sentence for people, without the token
     */
    record Refused(String reason, String text) implements Identified {}

    /**
     * The issuer's keys cannot be had: the token may be good.
     *
     * @param text one sentence for people
     */
    record Unknown(String text) implements Identified {}
}
