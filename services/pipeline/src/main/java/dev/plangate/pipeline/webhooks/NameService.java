package dev.plangate.pipeline.webhooks;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Resolves names. */
interface NameService {
    /** The system's. */
    NameService SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    /** All addresses of a name, or the address that it is. May take long. */
    List<InetAddress> resolve(String host) throws UnknownHostException;
}
