package dev.plangate.pipeline.config;

import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whose signed tokens the API accepts.
 *
 * @param issuer the tokens' {@code iss}, exactly
 * @param audience has to be in the tokens' {@code aud}
 * @param jwksUrl where the issuer publishes its keys
 * @param rolesClaim the claim that lists roles
 */
public record OidcSettings(String issuer, String audience, URI jwksUrl, String rolesClaim) {
    static final Key<String> ISSUER = Key.optional("api.oidc.issuer", Kind.text("the issuer's name, as in iss"),
            "OIDC issuer whose tokens are accepted: their iss, exactly.");
    static final Key<String> AUDIENCE = Key.optional("api.oidc.audience", Kind.text("a name"),
            "What the tokens' aud has to hold.");
    static final Key<URI> JWKS_URL = Key.optional("api.oidc.jwks.url",
            new Kind<>("an https URL, or http on this machine", OidcSettings::url),
            "Where the issuer publishes its keys (JWKS).");
    static final Key<String> ROLES_CLAIM = Key.of("api.oidc.roles.claim", Kind.text("the name of a claim"),
            "plangate_roles", "Claim with a list of roles: viewer, operator@projects/shop.");

    static Optional<OidcSettings> read(Values values) {
        Optional<String> issuer = values.find(ISSUER);
        Optional<String> audience = values.find(AUDIENCE);
        Optional<URI> url = values.find(JWKS_URL);
        if (issuer.isPresent() && audience.isPresent() && url.isPresent()) {
            return Optional.of(new OidcSettings(issuer.get(), audience.get(), url.get(), values.get(ROLES_CLAIM)));
        }
        if (Stream.of(issuer, audience, url).anyMatch(Optional::isPresent)) {
            Stream.of(ISSUER, AUDIENCE, JWKS_URL).filter(key -> values.text(key.name()).isEmpty()).forEach(
                    key -> values.mistake(key, "is needed beside the other api.oidc.* settings"));
        }
        return Optional.empty();
    }

    /** Keys that anybody on the way could swap are worth nothing. */
    private static URI url(String text) {
        URI url = URI.create(text);
        boolean here = url.getHost() != null && url.getHost().matches("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");
        if (url.getHost() == null || url.getUserInfo() != null
                || !("https".equals(url.getScheme()) || (here && "http".equals(url.getScheme())))) {
            throw new IllegalArgumentException();
        }
        return url;
    }
}
