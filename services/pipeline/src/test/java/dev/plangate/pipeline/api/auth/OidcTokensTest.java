package dev.plangate.pipeline.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.plangate.pipeline.api.domain.Caller;
import dev.plangate.pipeline.api.domain.Grant;
import dev.plangate.pipeline.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens as an issuer signs them, with keys that are fetched over HTTP. */
class OidcTokensTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final String ISSUER = "https://issuer.example";

    private ECKey key;
    private HttpServer issuer;
    private OidcTokens tokens;

    @BeforeEach
    void start() throws JOSEException, IOException {
        key = new ECKeyGenerator(Curve.P_256).keyID("one").generate();
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/jwks", exchange -> {
            byte[] body = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        issuer.start();
        tokens = tokens("http://127.0.0.1:%d/jwks".formatted(issuer.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        issuer.stop(0);
    }

    @Test
    void aGoodTokenNamesItsSubjectAndRoles() throws JOSEException {
        assertThat(tokens.identify(signed(claims().build()))).isEqualTo(new Identified.Known(
                new Caller("users/8f3a", Set.of(Grant.parse("viewer"), Grant.parse("operator@projects/shop")))));
    }

    @Test
    void anExpiredTokenIsCalledSo() throws JOSEException {
        assertThat(reason(signed(claims().expirationTime(Date.from(NOW.minusSeconds(120))).build())))
                .isEqualTo("TOKEN_EXPIRED");
    }

    @Test
    void issuerAudienceSubjectAndTimeHaveToBeThere() throws JOSEException {
        assertThat(reason(signed(claims().issuer("https://other.example").build()))).isEqualTo("TOKEN_INVALID");
        assertThat(reason(signed(claims().audience("other").build()))).isEqualTo("TOKEN_INVALID");
        assertThat(reason(signed(claims().audience(List.of()).build()))).isEqualTo("TOKEN_INVALID");
        assertThat(reason(signed(claims().subject(null).build()))).isEqualTo("TOKEN_INVALID");
        assertThat(reason(signed(claims().expirationTime(null).build()))).isEqualTo("TOKEN_INVALID");
        assertThat(reason(signed(claims().notBeforeTime(Date.from(NOW.plusSeconds(600))).build())))
                .isEqualTo("TOKEN_INVALID");
    }

    /** The public key as a shared secret, and no signature at all: the two old tricks. */
    @Test
    void algorithmsAreThoseOfTheList() throws JOSEException {
        byte[] published = key.toPublicJWK().toString().getBytes(StandardCharsets.UTF_8);

        assertThat(reason(signed(claims().build(), JWSAlgorithm.HS256, new MACSigner(published))))
                .isEqualTo("TOKEN_INVALID");
        assertThat(reason(new PlainJWT(claims().build()).serialize())).isEqualTo("TOKEN_INVALID");
    }

    @Test
    void anotherKeyIsNotTheIssuers() throws JOSEException {
        ECKey other = new ECKeyGenerator(Curve.P_256).keyID("one").generate();

        assertThat(reason(signed(claims().build(), JWSAlgorithm.ES256, new ECDSASigner(other))))
                .isEqualTo("TOKEN_INVALID");
        String good = signed(claims().build());
        assertThat(reason(good.substring(0, good.length() - 6) + "AAAAAA")).isEqualTo("TOKEN_INVALID");
    }

    @Test
    void rolesOfOthersAreNone() throws JOSEException {
        Identified nobody = tokens.identify(signed(claims().claim("plangate_roles", List.of("owner", "x")).build()));

        assertThat(nobody).isEqualTo(new Identified.Known(new Caller("users/8f3a", Set.of())));
        assertThat(tokens.identify(signed(claims().claim("plangate_roles", null).build()))).isEqualTo(nobody);
        assertThat(tokens.identify(signed(claims().claim("plangate_roles", 7).build()))).isEqualTo(nobody);
    }

    @Test
    void anIssuerThatIsAwayIsNoWrongToken() throws JOSEException {
        String token = signed(claims().build());
        issuer.stop(0);

        assertThat(tokens.identify(token)).isInstanceOf(Identified.Unknown.class);
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder().issuer(ISSUER).audience("plangate").subject("8f3a")
                .expirationTime(Date.from(NOW.plusSeconds(300)))
                .claim("plangate_roles", List.of("viewer", "operator@projects/shop", "somebody else's"));
    }

    private String signed(JWTClaimsSet claims) throws JOSEException {
        return signed(claims, JWSAlgorithm.ES256, new ECDSASigner(key));
    }

    private static String signed(JWTClaimsSet claims, JWSAlgorithm algorithm, JWSSigner signer) throws JOSEException {
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(algorithm).keyID("one").build(), claims);
        token.sign(signer);
        return token.serialize();
    }

    private String reason(String token) {
        return tokens.identify(token) instanceof Identified.Refused refused ? refused.reason() : "accepted";
    }

    private static OidcTokens tokens(String url) {
        return OidcTokens.of(Settings.of(Map.of("api.oidc.issuer", ISSUER, "api.oidc.audience", "plangate",
                "api.oidc.jwks.url", url)).api().oidc().orElseThrow(), Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
