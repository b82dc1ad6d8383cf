package dev.plangate.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrySettingsTest {

    @Test
    void takesSeveralUrls() {
        assertThat(RegistrySettings.of("http://a:8081/, https://b/apis/ccompat/v7", Map.of()).urls())
                .containsExactly(URI.create("http://a:8081"), URI.create("https://b/apis/ccompat/v7"));
    }

    @Test
    void takesCredentialsOutOfTheUrl() {
        RegistrySettings settings = RegistrySettings.of("http://user:secret@a:8081", Map.of());

        assertThat(settings.urls()).containsExactly(URI.create("http://a:8081"));
        assertThat(settings.authorization()).hasValue("Basic dXNlcjpzZWNyZXQ=");
        assertThat(settings.toString()).doesNotContain("secret").doesNotContain("dXNlcjpzZWNyZXQ=");
    }

    @Test
    void prefersATokenAndTheSettingsOverTheUrl() {
        assertThat(RegistrySettings.of("http://a:b@c", Map.of("bearer.auth.token", "t")).authorization())
                .hasValue("Bearer t");
        assertThat(RegistrySettings.of("http://a:b@c", Map.of("basic.auth.user.info", "user:secret")).authorization())
                .hasValue("Basic dXNlcjpzZWNyZXQ=");
    }

    @Test
    void takesConfluentsNamesWithAndWithoutPrefixAndIgnoresOthers() {
        RegistrySettings settings = RegistrySettings.of("http://a", Map.of("max.retries", "2",
                "schema.registry.retries.wait.ms", "30", "bootstrap.servers", "b:9092", "basic.auth.user.info", " "));

        assertThat(settings.retries()).isEqualTo(2);
        assertThat(settings.firstWait()).isEqualTo(Duration.ofMillis(30));
        assertThat(settings.authorization()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " , ", "localhost:8081", "ftp://a", "http://", "http://a b"})
    void saysWhatAUrlIs(String urls) {
        assertThatThrownBy(() -> SchemaRegistry.connect(urls, Map.of())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("wanted http(s)://host:port, or mock://name");
    }

    @Test
    void repeatsNoSecretOfAWrongUrl() {
        assertThatThrownBy(() -> SchemaRegistry.connect("htp://user:secret@a", Map.of()))
                .hasMessage("schema registry: got htp://...@a, wanted http(s)://host:port, or mock://name");
        assertThatThrownBy(() -> SchemaRegistry.connect("http://a", Map.of("basic.auth.user.info", "secret")))
                .hasMessage("basic.auth.user.info: got no colon, wanted user:password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "ten", "1.5"})
    void saysWhatANumberIs(String text) {
        assertThatThrownBy(() -> SchemaRegistry.connect("http://a", Map.of("max.retries", text)))
                .hasMessage("max.retries: got \"%s\", wanted a whole number from 0", text);
    }
}
