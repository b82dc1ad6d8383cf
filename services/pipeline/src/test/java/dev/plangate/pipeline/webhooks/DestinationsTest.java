package dev.plangate.pipeline.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.pipeline.config.Settings;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationsTest {
    private static final String PUBLIC = "93.184.215.14";

    @ParameterizedTest
    @ValueSource(strings = {"https://hooks.example.com", "https://hooks.example.com:443/a?b=c",
            "HTTPS://HOOKS.Example.COM/x",
            "https://a.wild.example.com:8443/", "https://a.b.wild.example.com:8443/", "http://plain.example.com/"})
    void isOpen(String url) {
        assertThat(find(url, PUBLIC)).isInstanceOf(Destination.Open.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://hooks.example.com/", "https://hooks.example.com:8443/", "https://example.com/",
            "https://evil.com/hooks.example.com", "https://hooks.example.com.evil.com/",
            "https://evilhooks.example.com/",
            "https://hooks.example.com./", "https://wild.example.com:8443/", "https://evilwild.example.com:8443/",
            "https://plain.example.com/", "https://127.0.0.1/", "https://[::1]/", "https://2130706433/",
            "https://hooks.example.com@evil.com/", "https://user:pw@hooks.example.com/",
            "https://evil.com#@hooks.example.com/", "https://evil.com\\@hooks.example.com/", "ftp://hooks.example.com/",
            "file:///etc/passwd", "//hooks.example.com/", "https:hooks.example.com", "https://hooks.example.com:0/",
            "https://hooks.example.com:99999/", "https:///", "", "https://hooks.example.com/\r\nHost: evil"})
    void isClosed(String url) {
        assertThat(find(url, PUBLIC)).isInstanceOf(Destination.Closed.class);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1", "169.254.169.254", "10.0.0.1", "::1", "fd00:ec2::254"})
    void anAllowedNameDoesNotLeadInside(String address) {
        assertThat(find("https://hooks.example.com/secret-path", address)).isInstanceOfSatisfying(
                Destination.Closed.class,
                closed -> assertThat(closed.why()).contains("no public address").doesNotContain("secret-path"));
    }

    @Test
    void ofSeveralAddressesOnlyThoseAreLeftThatMayBeConnectedTo() {
        assertThat(find("https://hooks.example.com/", "127.0.0.1", PUBLIC, "::1"))
                .isInstanceOfSatisfying(Destination.Open.class, open -> assertThat(open.addresses())
                        .containsExactly(InetAddress.ofLiteral(PUBLIC)));
    }

    /** Rebinding: the name means something public when it is judged, and loopback ever after. It is asked for once. */
    @Test
    void whatWasJudgedIsWhatIsConnectedTo() {
        var asked = new AtomicInteger();
        NameService rebinding = _ -> List
                .of(InetAddress.ofLiteral(asked.incrementAndGet() == 1 ? PUBLIC : "127.0.0.1"));
        assertThat(destinations(rebinding).find("https://hooks.example.com/"))
                .isInstanceOfSatisfying(Destination.Open.class, open -> assertThat(open.addresses())
                        .containsExactly(InetAddress.ofLiteral(PUBLIC)));
        assertThat(asked).hasValue(1);
    }

    @Test
    void nothingIsAskedForThatIsNotAllowed() {
        NameService forbidden = host -> {
            throw new AssertionError("somebody's name server was told of " + host);
        };
        assertThat(destinations(forbidden).find("https://evil.com/")).isInstanceOf(Destination.Closed.class);
    }

    @Test
    void withoutSettingsNothingIsOpen() {
        var none = new Destinations(Settings.of(Map.of()).webhooks().allow(), new AddressPolicy(List.of()),
                NameService.SYSTEM);
        assertThat(none.find("https://example.com/")).isInstanceOf(Destination.Closed.class);
    }

    private static Destination find(String url, String... addresses) {
        return destinations(_ -> List.of(addresses).stream().map(InetAddress::ofLiteral).toList()).find(url);
    }

    private static Destinations destinations(NameService names) {
        var allow = Settings.of(Map.of("webhooks.allow",
                "hooks.example.com, *.wild.example.com:8443, http://plain.example.com")).webhooks().allow();
        return new Destinations(allow, new AddressPolicy(List.of()), names);
    }
}
