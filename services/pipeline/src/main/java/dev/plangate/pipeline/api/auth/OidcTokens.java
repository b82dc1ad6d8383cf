package dev.plangate.pipeline.api.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import dev.plangate.pipeline.api.domain.Caller;
import dev.plangate.pipeline.api.domain.Grant;
import dev.plangate.pipeline.config.OidcSettings;
import java.net.MalformedURLException;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Signed tokens of an OIDC issuer. Accepted: a signature by one of the issuer's published keys with an algorithm of the list below,
 * never a shared secret and never none; this issuer, this audience, a subject, and a time of validity that includes now.
 */
public final class OidcTokens implements Tokens {
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.RS384,
            JWSAlgorithm.RS512, JWSAlgorithm.PS256, JWSAlgorithm.PS384, JWSAlgorithm.PS512, JWSAlgorithm.ES256,
            JWSAlgorithm.ES384, JWSAlgorithm.ES512);
    private static final int FETCH_TIMEOUT_MS = 3_000;
    private static final int LARGEST_JWKS = 256 * 1024;

    private final OidcSettings settings;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    private OidcTokens(OidcSettings settings, JWKSource<SecurityContext> keys, Clock clock) {
        this.settings = settings;
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT,
                new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(settings.audience(),
                new JWTClaimsSet.Builder().issuer(settings.issuer()).build(), Set.of("sub", "exp")) {
            @Override
            protected Date currentTime() {
                return Date.from(clock.instant());
            }
        });
    }

    /** Keys are fetched when the first token comes, kept for minutes, fetched again for a key that is not known, and kept longer while the issuer is away. */
    public static OidcTokens of(OidcSettings settings, Clock clock) {
        try {
            JWKSource<SecurityContext> keys = JWKSourceBuilder.create(settings.jwksUrl().toURL(),
                    new DefaultResourceRetriever(FETCH_TIMEOUT_MS, FETCH_TIMEOUT_MS, LARGEST_JWKS)).retrying(true)
                    .outageTolerant(60 * 60 * 1000L).build();
            return new OidcTokens(settings, keys, clock);
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("the URL of the keys was checked before", e);
        }
    }

    @Override
    public boolean judges(String token) {
        return token.chars().filter(c -> c == '.').count() == 2;
    }

    @Override
    public Identified identify(String token) {
        try {
            JWTClaimsSet claims = processor.process(token, null);
            return new Identified.Known(new Caller("users/" + claims.getSubject(), grants(claims)));
        } catch (ExpiredJWTException e) {
            return new Identified.Refused("TOKEN_EXPIRED", "the token has expired: get a new one");
        } catch (KeySourceException e) {
            return new Identified.Unknown("the issuer's keys cannot be had now");
        } catch (BadJOSEException e) {
            // What the library says names what is wrong, never the token.
            return new Identified.Refused("TOKEN_INVALID", "the token is not accepted: " + e.getMessage());
        } catch (ParseException | JOSEException e) {
            return new Identified.Refused("TOKEN_INVALID", "the token is not a signed JWT that can be read");
        }
    }

    /** Empty when it makes no sense here: it is another service's. */
    private static Optional<Grant> grant(String role) {
        try {
            return Optional.of(Grant.parse(role));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Set<Grant> grants(JWTClaimsSet claims) {
        Set<Grant> grants = new HashSet<>();
        try {
            List<String> roles = claims.getStringListClaim(settings.rolesClaim());
            for (String role : roles == null ? List.<String>of() : roles) {
                grant(role).ifPresent(grants::add);
            }
        } catch (ParseException e) {
            return Set.of();
        }
        return grants;
    }
}
