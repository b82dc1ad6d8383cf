package dev.plangate.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSettingsTest {
    @Test
    void withoutSettingsNothingIsAllowed() {
        WebhookSettings settings = Settings.of(Map.of()).webhooks();
        assertThat(settings.allow()).isEmpty();
        assertThat(settings.networks()).isEmpty();
        assertThat(settings.secrets().get()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"hooks.example.com,https,hooks.example.com,443", "HTTPS.example.com,https,https.example.com,443",
            "http://localhost,http,localhost,80", "https://a:8443,https,a,8443", "*.b.example,https,*.b.example,443",
            "[::1]:9,https,[::1],9"})
    void hosts(String text, String scheme, String host, int port) {
        assertThat(Settings.of(Map.of("webhooks.allow", text)).webhooks().allow())
                .containsExactly(new AllowedHost(scheme, host, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "*.", "https://", "ftp://a", "a:0", "a:65536", "a/path", "a@b", "a,,b", "a.*.b",
            "a b"})
    void whatIsNoHostIsToldWithWhatWouldBeRight(String text) {
        assertThatThrownBy(() -> Settings.of(Map.of("webhooks.allow", text))).isInstanceOf(SettingsException.class)
                .hasMessageContaining("webhooks.allow").hasMessageContaining("hosts separated by commas, such as");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0", "10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/-1", "localhost/8", "::/129",
            "fd00::1/64"})
    void whatIsNoNetworkIsToldWithWhatWouldBeRight(String text) {
        assertThatThrownBy(() -> Settings.of(Map.of("webhooks.allow.networks", text)))
                .isInstanceOf(SettingsException.class).hasMessageContaining("networks separated by commas, such as");
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0/8,10.255.0.1,true", "10.0.0.0/8,11.0.0.0,false", "10.1.2.3/32,10.1.2.3,true",
            "10.1.2.3/32,10.1.2.2,false", "0.0.0.0/0,9.9.9.9,true", "0.0.0.0/0,::1,false",
            "172.16.0.0/12,172.31.9.9,true",
            "172.16.0.0/12,172.32.0.0,false", "fe80::/10,febf::1,true", "fe80::/10,fec0::1,false"})
    void networksContain(String network, String address, boolean contained) {
        assertThat(Network.parse(network).contains(InetAddress.ofLiteral(address))).isEqualTo(contained);
    }

    @Test
    void contradictionsAreMistakes() {
        assertThatThrownBy(() -> Settings.of(Map.of("webhooks.secrets", "shop/a=whsec_x", "webhooks.secrets.file",
                "/no/such/file", "webhooks.retry.first", "1h", "webhooks.retry.longest", "1m", "webhooks.keep", "1h")))
                .isInstanceOfSatisfying(SettingsException.class, e -> {
                    assertThat(e.mistakes()).isEqualTo(List.of(
                            "webhooks.keep=1h: should be at least webhooks.retry.for (24h)",
                            "webhooks.retry.longest=1m: should be at least webhooks.retry.first (1h)",
                            "webhooks.secrets.file=/no/such/file: set either webhooks.secrets or webhooks.secrets.file, not both",
                            "webhooks.secrets.file=/no/such/file: should be a readable file"));
                    assertThat(e).hasMessageNotContaining("whsec_");
                });
    }
}
