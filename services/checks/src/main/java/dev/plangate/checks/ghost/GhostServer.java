package dev.plangate.checks.ghost;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where gh-ost finds a server.
 *
 * @param host name or address, without brackets
 * @param encryption flags of gh-ost
 */
public record GhostServer(String host, int port, List<String> encryption) {
    private static final Pattern URL = Pattern
            .compile("jdbc:(?:mariadb|mysql)://(\\[[0-9A-Fa-f:]+\\]|[^/?,:@]+)(?::([0-9]{1,5}))?/[^?]*(?:\\?(.*))?");
    private static final int DEFAULT_PORT = 3306;

    public GhostServer {
        encryption = List.copyOf(encryption);
    }

    /** That of a JDBC URL; empty = gh-ost cannot be told (several hosts, or encryption of a kind that it lacks). */
    public static Optional<GhostServer> of(String url) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String parameters = "&" + (parts.group(3) == null ? "" : parts.group(3));
        int port = parts.group(2) == null ? DEFAULT_PORT : Integer.parseInt(parts.group(2));
        return encryption(parameters).map(flags -> new GhostServer(
                parts.group(1).replaceAll("[\\[\\]]", ""), port, flags));
    }

    private static Optional<List<String>> encryption(String parameters) {
        String certificate = parameter(parameters, "serverSslCert");
        List<String> authority = certificate.isEmpty() ? List.of() : List.of("--ssl-ca=" + certificate);
        if (!parameter(parameters, "keyStore").isEmpty() || !authority.stream().allMatch(flag -> flag.contains("=/"))) {
            return Optional.empty();
        }
        return switch (parameter(parameters, "sslMode")) {
            case "", "disable", "DISABLE" -> Optional.of(List.of());
            case "trust", "TRUST" -> Optional.of(List.of("--ssl", "--ssl-allow-insecure"));
            case "verify-full", "VERIFY_FULL" -> Optional.of(
                    Stream.concat(Stream.of("--ssl"), authority.stream()).toList());
            default -> Optional.empty();
        };
    }

    private static String parameter(String parameters, String name) {
        Matcher found = Pattern.compile("&" + name + "=([^&]*)").matcher(parameters);
        return found.find() ? found.group(1) : "";
    }
}
