package dev.plangate.pipeline;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The hosts and ports in a JDBC URL of PostgreSQL. Pure. */
final class ServerNames {
    private static final String DEFAULT_PORT = "5432";
    private static final Set<String> HERE = Set.of("127.0.0.1", "[::1]");

    private ServerNames() {}

    /** Whether two URLs name a server in common, as far as names tell. */
    static boolean meet(String one, String other) {
        var servers = of(one);
        return of(other).stream().anyMatch(servers::contains);
    }

    private static Set<String> of(String url) {
        String hosts = url.replaceFirst("^jdbc:postgresql://", "").replaceFirst("[/?].*$", "");
        return Arrays.stream(hosts.split(",", -1)).map(ServerNames::normal).collect(Collectors.toSet());
    }

    private static String normal(String server) {
        String lower = server.toLowerCase(Locale.ROOT);
        boolean port = lower.matches(".*:[0-9]+") && !lower.endsWith("]");
        String host = port ? lower.substring(0, lower.lastIndexOf(':')) : lower;
        return (HERE.contains(host) ? "localhost" : host) + ":"
                + (port ? lower.substring(lower.lastIndexOf(':') + 1) : DEFAULT_PORT);
    }
}
