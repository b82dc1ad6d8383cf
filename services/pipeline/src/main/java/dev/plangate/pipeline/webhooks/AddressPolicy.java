package dev.plangate.pipeline.webhooks;

import dev.plangate.pipeline.config.Network;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which addresses may be connected to: those of the public Internet, and what the settings name. The lists are IANA's
 * special-purpose registries; of IPv6 nothing counts as public but 2000::/3, so that what is given out later stays closed. An
 * IPv4 address inside an IPv6 one (mapped, 6to4, NAT64, Teredo) is never looked into: all of these are special.
 */
final class AddressPolicy {
    private static final List<Network> SPECIAL = Stream.of("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8",
            "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
            // Multicast, reserved, broadcast.
            "224.0.0.0/3",
            // A cloud's own services behind an address that looks public.
            "168.63.129.16/32", "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20").map(
                    Network::parse)
            .toList();
    private static final Network GLOBAL_UNICAST = Network.parse("2000::/3");

    private final List<Network> allowed;

    /** @param allowed networks that may be connected to although they are special */
    AddressPolicy(List<Network> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    /** Why an address may not be connected to; empty = it may. */
    Optional<String> refusal(InetAddress address) {
        if (allowed.stream().anyMatch(network -> network.contains(address))) {
            return Optional.empty();
        }
        Optional<String> special = SPECIAL.stream().filter(network -> network.contains(address)).findFirst()
                .map(network -> "it lies in " + network);
        return special.or(() -> address instanceof Inet4Address || GLOBAL_UNICAST.contains(address)
                ? Optional.empty()
                : Optional.of("it lies outside of " + GLOBAL_UNICAST))
                .map(why -> "%s is no public address (%s) and not in webhooks.allow.networks"
                        .formatted(address.getHostAddress(), why));
    }
}
