package dev.plangate.pipeline.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where webhooks may be sent to.
 *
 * @param scheme "https", or "http" where somebody has written it
 * @param host   lower case; {@code *.example.com} is every name below example.com, and not itself
 * @param port   443 for https and 80 for http unless somebody has written another one
 */
public record AllowedHost(String scheme, String host, int port) {
    static final String WANTED = "hosts separated by commas, such as hooks.example.com, *.example.com:8443 or http://localhost:8080";
    private static final Pattern PATTERN = Pattern
            .compile(
                    "(?:(https?)://)?((?:\\*\\.)?[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?|\\[[0-9a-fA-F:.]+])(?::([0-9]{1,5}))?");

    static AllowedHost parse(String text) {
        Matcher parts = PATTERN.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(text);
        }
        String scheme = parts.group(1) == null ? "https" : parts.group(1);
        int port = parts.group(4) == null ? usualPort(scheme) : Integer.parseInt(parts.group(4));
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException(text);
        }
        return new AllowedHost(scheme, parts.group(2).toLowerCase(Locale.ROOT), port);
    }

    /** Whether it covers an address. The host is compared without regard to case; a dot at its end makes it another one. */
    public boolean covers(String otherScheme, String otherHost, int otherPort) {
        String name = otherHost.toLowerCase(Locale.ROOT);
        return scheme.equals(otherScheme.toLowerCase(Locale.ROOT)) && port == otherPort
                && (host.startsWith("*.") ? name.endsWith(host.substring(1)) : name.equals(host));
    }

    /** The port of a URL that names none. */
    public static int usualPort(String scheme) {
        return scheme.equalsIgnoreCase("https") ? 443 : 80;
    }
}
