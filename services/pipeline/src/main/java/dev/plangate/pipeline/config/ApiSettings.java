package dev.plangate.pipeline.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The API.
 *
 * @param tokensFile who may call with which static token
 * @param oidc whose signed tokens are accepted
 * @param certificate PEM of the certificate chain; with {@code key} the API speaks TLS
 * @param rateLimit calls of one caller in a second, in the long run
 * @param rateBurst calls of one caller at once
 * @param answerTimeout longest wait for intake or the gate
 * @param watchStall how long a client that watches may take for one event
 */
public record ApiSettings(String host, int port, Optional<Path> tokensFile, Optional<OidcSettings> oidc,
        Optional<Path> certificate, Optional<Path> key, int rateLimit, int rateBurst, Duration answerTimeout,
        Duration watchStall) {
    static final Key<String> HOST = Key.of("api.host", Kind.text("an address of this machine"), "127.0.0.1",
            "Address of the API. Another one than the loopback interface needs api.tokens.file or api.oidc.*.");
    static final Key<Integer> PORT = Key.whole("api.port", 8090, 0, 65535,
            "Its port, for gRPC and HTTP/JSON; 0 takes a free one.");
    static final Key<Path> TOKENS_FILE = Key.optional("api.tokens.file", Kind.path("a readable YAML file"),
            "Static bearer tokens: names, hashes, roles. Read anew when it changes.");
    static final Key<Path> CERTIFICATE = Key.optional("api.tls.certificate.file", Kind.path("a readable PEM file"),
            "Certificate chain of the API; with api.tls.key.file it speaks TLS.");
    static final Key<Path> KEY = Key.optional("api.tls.key.file", Kind.path("a readable PEM file"),
            "Private key (PKCS#8) of that certificate.");
    static final Key<Integer> RATE_LIMIT = Key.whole("api.rate.limit", 50, 1, 1_000_000,
            "Calls of one caller in a second, in the long run, to one process.");
    static final Key<Integer> RATE_BURST = Key.whole("api.rate.burst", 200, 1, 1_000_000,
            "Calls of one caller at once.");
    static final Key<Duration> ANSWER_TIMEOUT = Key.time("api.answer.timeout", Duration.ofSeconds(5),
            Duration.ofMillis(10), Duration.ofMinutes(1),
            "Longest wait of a call for the answer of intake or gate.");
    static final Key<Duration> WATCH_STALL = Key.time("api.watch.stall", Duration.ofSeconds(30),
            Duration.ofMillis(100), Duration.ofMinutes(10),
            "How long a client that watches a plan may leave an event unread before it is cut off.");
    static final List<Key<?>> KEYS = List.of(HOST, PORT, TOKENS_FILE, OidcSettings.ISSUER, OidcSettings.AUDIENCE,
            OidcSettings.JWKS_URL, OidcSettings.ROLES_CLAIM, CERTIFICATE, KEY, RATE_LIMIT, RATE_BURST, ANSWER_TIMEOUT,
            WATCH_STALL);

    /** Whether callers have to say who they are. Without tokens the API is for this machine alone. */
    public boolean authenticated() {
        return tokensFile.isPresent() || oidc.isPresent();
    }

    static ApiSettings read(Values values) {
        ApiSettings settings = new ApiSettings(values.get(HOST), values.get(PORT), readable(values, TOKENS_FILE),
                OidcSettings.read(values), readable(values, CERTIFICATE), readable(values, KEY),
                values.get(RATE_LIMIT), values.get(RATE_BURST), values.get(ANSWER_TIMEOUT),
                values.get(WATCH_STALL));
        if (settings.certificate().isPresent() != settings.key().isPresent()) {
            values.mistake(settings.key().isPresent() ? KEY : CERTIFICATE,
                    "needs %s beside it".formatted((settings.key().isPresent() ? CERTIFICATE : KEY).name()));
        }
        if (!settings.authenticated() && !isLoopback(settings.host())) {
            values.mistake(HOST,
                    "without api.tokens.file or api.oidc.* everybody could do everything: should be 127.0.0.1, ::1 or localhost");
        }
        return settings;
    }

    /** By its text: no name server is asked whether something is safe. */
    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.[0-9]{1,3}){3}");
    }

    private static Optional<Path> readable(Values values, Key<Path> key) {
        Optional<Path> file = values.find(key);
        if (file.isPresent() && !Files.isReadable(file.get())) {
            values.mistake(key, "should be " + key.wanted());
        }
        return file;
    }
}
