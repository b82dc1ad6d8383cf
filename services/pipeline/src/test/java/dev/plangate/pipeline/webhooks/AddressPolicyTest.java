package dev.plangate.pipeline.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.pipeline.config.Network;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks: every way to write an address that is not on the public Internet. */
class AddressPolicyTest {
    private static final AddressPolicy STRICT = new AddressPolicy(List.of());

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200",
            "127.0.0.1", "127.255.255.254", "169.254.0.1", "169.254.169.254", "169.254.170.2", "172.16.0.1",
            "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1", "198.19.255.255",
            "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
            "168.63.129.16", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
            "::ffff:169.254.169.254",
            "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "100::1", "2001::1", "2001:0:4136:e378::1",
            "2001:20::1", "2001:db8::1", "2002:7f00:1::1", "2002:a9fe:a9fe::1", "3fff::1", "5f00::1", "fc00::1",
            "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1", "4000::1", "e000::1"})
    void isRefused(String address) {
        assertThat(STRICT.refusal(InetAddress.ofLiteral(address))).get().asString().contains("no public address")
                .contains("webhooks.allow.networks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
            "126.255.255.255", "128.0.0.1", "172.15.255.255", "172.32.0.0", "192.167.255.255", "223.255.255.255",
            "2001:4860:4860::8888", "2606:4700:4700::1111", "2a00:1450:4001:80b::200e"})
    void isPublic(String address) {
        assertThat(STRICT.refusal(InetAddress.ofLiteral(address))).isEmpty();
    }

    /** Java turns a mapped address into the IPv4 address that it is, however it is made. */
    @Test
    void aMappedAddressIsJudgedAsWhatItMaps() throws Exception {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff, 127, 0, 0, 1};
        assertThat(STRICT.refusal(InetAddress.getByAddress("hooks.example.com", mapped))).isPresent();
    }

    @Test
    void aNetworkThatIsNamedIsOpenAndNothingBesideIt() {
        var policy = new AddressPolicy(List.of(Network.parse("10.1.0.0/16"), Network.parse("fd00:1::/64")));
        assertThat(policy.refusal(InetAddress.ofLiteral("10.1.2.3"))).isEmpty();
        assertThat(policy.refusal(InetAddress.ofLiteral("10.2.0.1"))).isPresent();
        assertThat(policy.refusal(InetAddress.ofLiteral("fd00:1::7"))).isEmpty();
        assertThat(policy.refusal(InetAddress.ofLiteral("fd00:1:0:1::7"))).isPresent();
        assertThat(policy.refusal(InetAddress.ofLiteral("127.0.0.1"))).isPresent();
    }
}
