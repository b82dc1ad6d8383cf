package dev.plangate.pipeline.api.auth;

/** One way to tell who a token belongs to. */
public interface Tokens {
    /** Whether tokens that look like this are judged here. */
    boolean judges(String token);

    /** Who it belongs to. May wait for the issuer. */
    Identified identify(String token);
}
