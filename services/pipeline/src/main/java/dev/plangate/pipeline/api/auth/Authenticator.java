package dev.plangate.pipeline.api.auth;

import dev.plangate.pipeline.api.domain.Caller;
import dev.plangate.pipeline.api.domain.Grant;
import dev.plangate.pipeline.api.domain.Role;
import dev.plangate.pipeline.config.ApiSettings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** From the Authorization header to who calls. */
public final class Authenticator {
    private static final String SCHEME = "Bearer ";
    private static final int LONGEST = 16 * 1024;
    /** Everybody, where only this machine can call. */
    private static final Caller LOCAL = new Caller("local", Set.of(new Grant(Role.ADMIN, Optional.empty())));

    private final List<Tokens> ways;

    /** @param ways asked in turn; none = everybody is accepted, and may do everything */
    public Authenticator(List<Tokens> ways) {
        this.ways = List.copyOf(ways);
    }

    /**
     * The ways that the settings name.
     *
     * @throws InvalidTokensFile with the first mistake
     */
    public static Authenticator of(ApiSettings settings, Clock clock, LongSupplier nanos) {
        List<Tokens> ways = new ArrayList<>();
        settings.oidc().ifPresent(oidc -> ways.add(OidcTokens.of(oidc, clock)));
        settings.tokensFile().ifPresent(file -> ways.add(StaticTokens.of(file, nanos)));
        return new Authenticator(ways);
    }

    /**
     * Who calls. May wait for an issuer's keys.
     *
     * @param authorization the header; null = there is none
     */
    public Identified identify(String authorization) {
        if (ways.isEmpty()) {
            return new Identified.Known(LOCAL);
        }
        if (authorization == null || authorization.isBlank()) {
            return new Identified.Refused("TOKEN_MISSING", "a token is needed: Authorization: Bearer TOKEN");
        }
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) || authorization.length() > LONGEST) {
            return new Identified.Refused("TOKEN_INVALID", "the header should be: Authorization: Bearer TOKEN");
        }
        String token = authorization.substring(SCHEME.length()).strip();
        return ways.stream().filter(way -> way.judges(token)).findFirst().map(way -> way.identify(token))
                .orElseGet(() -> new Identified.Refused("TOKEN_INVALID", "the token should be a signed JWT"));
    }
}
