package dev.plangate.pipeline.webhooks;

import dev.plangate.pipeline.config.AllowedHost;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides where may be sent to. A project writes the URL, the settings of the sender decide: the host has to be allowed, and
 * so has each address that is connected to. A name is resolved once for an attempt, and what was judged is what is connected
 * to, so that a name that means something else a moment later changes nothing.
 */
final class Destinations {
    private final List<AllowedHost> allowed;
    private final AddressPolicy policy;
    private final NameService names;

    Destinations(List<AllowedHost> allowed, AddressPolicy policy, NameService names) {
        this.allowed = List.copyOf(allowed);
        this.policy = policy;
        this.names = names;
    }

    /** Resolves and judges; waits for the name service. */
    Destination find(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            // Its message repeats the URL.
            return new Destination.Closed("its url is none");
        }
        String scheme = uri.getScheme();
        if (uri.getHost() == null || uri.getRawUserInfo() != null || scheme == null || !scheme.matches("(?i)https?")) {
            return new Destination.Closed("its url is not http(s)://host[:port]/path without credentials");
        }
        int port = uri.getPort() == -1 ? AllowedHost.usualPort(scheme) : uri.getPort();
        if (port < 1 || port > 65_535
                || allowed.stream().noneMatch(host -> host.covers(scheme, uri.getHost(), port))) {
            return new Destination.Closed(
                    "%s://%s:%d is not in webhooks.allow".formatted(scheme, uri.getHost(), port));
        }
        return resolved(uri, uri.getHost().replaceAll("^\\[|]$", ""), port);
    }

    private Destination resolved(URI uri, String host, int port) {
        List<InetAddress> addresses;
        try {
            addresses = names.resolve(host);
        } catch (UnknownHostException e) {
            return new Destination.Closed("the name %s is not known".formatted(host));
        }
        List<InetAddress> open = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        addresses.forEach(address -> policy.refusal(address).ifPresentOrElse(refusals::add, () -> open.add(address)));
        return open.isEmpty()
                ? new Destination.Closed("%s: %s".formatted(host, String.join("; ", refusals)))
                : new Destination.Open(uri, host, port, List.copyOf(open));
    }
}
