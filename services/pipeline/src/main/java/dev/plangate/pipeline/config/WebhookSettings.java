package dev.plangate.pipeline.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Webhooks.
 *
 * @param allow           where may be sent to; nothing else is
 * @param networks        of the addresses that are private or special, those that may be connected to all the same
 * @param timeout         longest attempt, from the look-up of the name to the answer's status
 * @param concurrency     attempts at once to one webhook, by one process
 * @param retry           when what failed is tried again, and for how long
 * @param blockedAfter    how long a plan must stand BLOCKED before somebody is told
 * @param keep            how long deliveries that have ended are kept
 * @param secrets         lines {@code project/name = whsec_... [whsec_...]}; read anew each time
 */
public record WebhookSettings(List<AllowedHost> allow, List<Network> networks, Duration timeout, int concurrency,
        Retry retry, Duration blockedAfter, Duration keep, Secret secrets) {

    /**
     * When what failed is tried again.
     *
     * @param first   wait after the first failure; doubles with each further one
     * @param longest wait between two attempts
     * @param during  age from which on a failure is the last
     */
    public record Retry(Duration first, Duration longest, Duration during) {}

    static final Key<List<AllowedHost>> ALLOW = Key.optional("webhooks.allow",
            listed(AllowedHost.WANTED, AllowedHost::parse),
            "Hosts that webhooks may be sent to, `hooks.example.com`, `*.example.com:8443`; https unless `http://` is written. Without it nothing is sent.");
    static final Key<List<Network>> NETWORKS = Key.optional("webhooks.allow.networks",
            listed(Network.WANTED, Network::parse),
            "Networks that may be connected to although their addresses are private, loopback or otherwise special: `10.1.0.0/16`.");
    static final Key<String> SECRETS = Key.secret("webhooks.secrets",
            "entries shop/chat=whsec_... separated by semicolons",
            "Secrets that sign webhooks: `project/secret=whsec_...`, separated by semicolons; two values, separated by a space, while one is changed.");
    static final Key<Path> SECRETS_FILE = Key.optional("webhooks.secrets.file", Kind.path("a readable file"),
            "File with these entries instead, one on a line; read at every attempt, so that secrets can be changed.");
    static final Key<Duration> TIMEOUT = Key.time("webhooks.timeout", Duration.ofSeconds(10), Duration.ofMillis(50),
            Duration.ofMinutes(2), "Longest attempt to deliver to a webhook.");
    static final Key<Integer> CONCURRENCY = Key.whole("webhooks.concurrency", 4, 1, 100,
            "Attempts at once to one webhook by one process; one at a time while it fails.");
    static final Key<Duration> RETRY_FIRST = Key.time("webhooks.retry.first", Duration.ofSeconds(5),
            Duration.ofMillis(10), Duration.ofHours(1),
            "Wait after the first failed delivery; doubles with each further one, with jitter.");
    static final Key<Duration> RETRY_LONGEST = Key.time("webhooks.retry.longest", Duration.ofMinutes(15),
            Duration.ofMillis(10), Duration.ofDays(1), "Longest wait between two attempts.");
    static final Key<Duration> RETRY_FOR = Key.time("webhooks.retry.for", Duration.ofHours(24), Duration.ofSeconds(1),
            Duration.ofDays(7),
            "How long a delivery is tried again before it becomes a dead letter. Events older than this are not raised.");
    static final Key<Duration> BLOCKED_AFTER = Key.time("webhooks.blocked.after", Duration.ofSeconds(2),
            Duration.ofMillis(1), Duration.ofHours(1),
            "How long a plan must stand blocked for one reason before somebody is told.");
    static final Key<Duration> KEEP = Key.time("webhooks.keep", Duration.ofDays(7), Duration.ofMinutes(1),
            Duration.ofDays(365),
            "How long ended deliveries are kept; an event that is read again is known that long.");
    static final List<Key<?>> KEYS = List.of(ALLOW, NETWORKS, SECRETS, SECRETS_FILE, TIMEOUT, CONCURRENCY, RETRY_FIRST,
            RETRY_LONGEST, RETRY_FOR, BLOCKED_AFTER, KEEP);

    static WebhookSettings read(Values values) {
        Retry retry = new Retry(values.get(RETRY_FIRST), values.get(RETRY_LONGEST), values.get(RETRY_FOR));
        if (retry.longest().compareTo(retry.first()) < 0) {
            values.mistake(RETRY_LONGEST,
                    "should be at least webhooks.retry.first (%s)".formatted(Kind.show(retry.first())));
        }
        Duration keep = values.get(KEEP);
        if (keep.compareTo(retry.during()) < 0) {
            values.mistake(KEEP, "should be at least webhooks.retry.for (%s)".formatted(Kind.show(retry.during())));
        }
        return new WebhookSettings(values.find(ALLOW).orElse(List.of()), values.find(NETWORKS).orElse(List.of()),
                values.get(TIMEOUT), values.get(CONCURRENCY), retry, values.get(BLOCKED_AFTER), keep,
                secrets(values));
    }

    private static Secret secrets(Values values) {
        Optional<String> given = values.find(SECRETS);
        Optional<Path> file = values.find(SECRETS_FILE);
        if (given.isPresent() && file.isPresent()) {
            values.mistake(SECRETS_FILE, "set either webhooks.secrets or webhooks.secrets.file, not both");
        }
        if (file.isPresent() && !Files.isReadable(file.get())) {
            values.mistake(SECRETS_FILE, "should be a readable file");
        }
        return file.map(path -> Secret.from(() -> content(path)))
                .orElseGet(() -> Secret.of(given.orElse("").replace(';', '\n')));
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("webhooks.secrets.file cannot be read: " + e.getMessage(), e);
        }
    }

    private static <T> Kind<List<T>> listed(String wanted, Function<String, T> parser) {
        return new Kind<>(wanted, text -> Arrays.stream(text.split(",", -1)).map(String::strip).map(parser).toList());
    }
}
