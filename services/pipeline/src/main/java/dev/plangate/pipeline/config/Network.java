package dev.plangate.pipeline.config;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * A network in CIDR notation.
 *
 * @param address its first address
 * @param prefix  leading bits that belong to it
 */
public record Network(InetAddress address, int prefix) {
    static final String WANTED = "networks separated by commas, such as 10.1.0.0/16, 127.0.0.1/32 or fd00:1::/64";

    /**
     * Reads {@code 10.1.0.0/16}. Nothing is looked up: what is not an address is refused.
     *
     * @throws IllegalArgumentException if it is no network, or has bits behind its prefix
     */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException(text);
        }
        InetAddress address = InetAddress.ofLiteral(text.substring(0, slash));
        int prefix = Integer.parseInt(text.substring(slash + 1));
        Network network = new Network(address, prefix);
        if (prefix < 0 || prefix > address.getAddress().length * 8
                || !Arrays.equals(network.masked(address.getAddress()), address.getAddress())) {
            throw new IllegalArgumentException(text);
        }
        return network;
    }

    /** Whether an address of the same family lies in it. */
    public boolean contains(InetAddress other) {
        byte[] bytes = other.getAddress();
        return bytes.length == address.getAddress().length && Arrays.equals(masked(bytes), address.getAddress());
    }

    private byte[] masked(byte[] bytes) {
        byte[] masked = bytes.clone();
        for (int bit = prefix; bit < masked.length * 8; bit++) {
            masked[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
        }
        return masked;
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + prefix;
    }
}
