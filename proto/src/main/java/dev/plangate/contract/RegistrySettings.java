package dev.plangate.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How to reach a registry. Settings bear Confluent's names, with or without {@code schema.registry.} before them; others
 * are ignored, so that a client's whole configuration may be handed in:
 *
 * <ul>
 * <li>{@code basic.auth.user.info}: {@code user:password}; a URL's own user-info serves as well
 * <li>{@code bearer.auth.token}: a token, instead of user and password
 * <li>{@code http.connect.timeout.ms}, {@code http.read.timeout.ms}: per request; default 5000 and 10000
 * <li>{@code max.retries}: how often a request is tried again; default 10
 * <li>{@code retries.wait.ms}, {@code retries.max.wait.ms}: the pause before the first retry, which doubles, and its
 * limit; default 200 and 5000
 * </ul>
 *
 * @param urls base URLs without user-info and without a slash at the end
 * @param authorization value of the Authorization header, which is a secret
 */
record RegistrySettings(List<URI> urls, Optional<String> authorization, Duration connectTimeout, Duration readTimeout,
        int retries, Duration firstWait, Duration longestWait) {

    RegistrySettings {
        urls = List.copyOf(urls);
    }

    static RegistrySettings of(String urls, Map<String, String> config) {
        List<URI> given = Arrays.stream(urls.split(",")).map(String::strip).filter(url -> !url.isEmpty())
                .map(RegistrySettings::url).toList();
        if (given.isEmpty()) {
            throw new IllegalArgumentException(
                    "schema registry: got no URL, wanted http(s)://host:port, or mock://name");
        }
        return new RegistrySettings(given.stream().map(RegistrySettings::bare).toList(), authorization(given, config),
                Duration.ofMillis(number(config, "http.connect.timeout.ms", 5_000)),
                Duration.ofMillis(number(config, "http.read.timeout.ms", 10_000)), number(config, "max.retries", 10),
                Duration.ofMillis(number(config, "retries.wait.ms", 200)),
                Duration.ofMillis(number(config, "retries.max.wait.ms", 5_000)));
    }

    /** Hides the secret. */
    @Override
    public String toString() {
        return urls + (authorization.isPresent() ? " with credentials" : "");
    }

    private static URI url(String text) {
        try {
            URI url = URI.create(text);
            if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // Falls through: the message of the exception would repeat a password in the URL.
        }
        throw new IllegalArgumentException("schema registry: got %s, wanted http(s)://host:port, or mock://name"
                .formatted(text.replaceFirst("//.*@", "//...@")));
    }

    private static URI bare(URI url) {
        String path = url.getRawPath() == null ? "" : url.getRawPath().replaceFirst("/+$", "");
        return URI.create(url.getScheme() + "://" + url.getRawAuthority().replaceFirst("^.*@", "") + path);
    }

    private static Optional<String> authorization(List<URI> urls, Map<String, String> config) {
        Optional<String> token = find(config, "bearer.auth.token").map(secret -> "Bearer " + secret);
        Optional<String> inUrl = urls.stream().map(URI::getUserInfo).filter(info -> info != null).findFirst();
        return token.or(() -> find(config, "basic.auth.user.info").or(() -> inUrl).map(info -> {
            if (!info.contains(":")) {
                throw new IllegalArgumentException("basic.auth.user.info: got no colon, wanted user:password");
            }
            return "Basic " + Base64.getEncoder().encodeToString(info.getBytes(UTF_8));
        }));
    }

    private static int number(Map<String, String> config, String name, int otherwise) {
        return find(config, name).map(text -> {
            try {
                int number = Integer.parseInt(text.strip());
                if (number >= 0) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Falls through: one message for both.
            }
            throw new IllegalArgumentException("%s: got \"%s\", wanted a whole number from 0".formatted(name, text));
        }).orElse(otherwise);
    }

    private static Optional<String> find(Map<String, String> config, String name) {
        return Optional.ofNullable(config.getOrDefault(name, config.get("schema.registry." + name)))
                .filter(value -> !value.isBlank());
    }
}
