package dev.plangate.pipeline.webhooks;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;

/** Where a webhook leads. */
sealed interface Destination {
    /**
     * It may be sent to.
     *
     * @param uri       absolute, http or https
     * @param host      without the brackets of an IPv6 address
     * @param port      never 0
     * @param addresses what the name meant when it was asked for, as far as it may be connected to; nobody asks again
     */
    record Open(URI uri, String host, int port, List<InetAddress> addresses) implements Destination {
        boolean encrypted() {
            return uri.getScheme().equalsIgnoreCase("https");
        }
    }

    /** It may not, or not now. */
    record Closed(String why) implements Destination {}
}
