package dev.plangate.pipeline.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plangate.pipeline.config.Secret;
import dev.plangate.pipeline.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    private static final String ONE = whsec(1);
    private static final String TWO = whsec(2);
    @TempDir
    private Path directory;

    @Test
    void aSecretBelongsToItsProject() {
        var secrets = of("shop/chat = %s\nbank/chat=%s".formatted(ONE, TWO));
        assertThat(secrets.of("projects/shop", "chat")).containsExactly(bytes(1));
        assertThat(secrets.of("projects/bank", "chat")).containsExactly(bytes(2));
        assertThat(secrets.of("projects/evil", "chat")).isEmpty();
        assertThat(secrets.of("projects/shop", "other")).isEmpty();
    }

    @Test
    void twoAtATimeWhileOneIsChanged() {
        assertThat(of("# new first\n\nshop/chat=%s  %s\n".formatted(TWO, ONE)).of("projects/shop", "chat"))
                .containsExactly(bytes(2), bytes(1));
    }

    @Test
    void aFileIsReadAtEachUse() throws IOException {
        Path file = Files.writeString(directory.resolve("secrets"), "shop/chat=" + ONE);
        var secrets = new Secrets(
                Settings.of(Map.of("webhooks.secrets.file", file.toString())).webhooks().secrets());
        assertThat(secrets.of("projects/shop", "chat")).containsExactly(bytes(1));

        Files.writeString(file, "shop/chat=" + TWO);
        assertThat(secrets.of("projects/shop", "chat")).containsExactly(bytes(2));
    }

    @Test
    void aVariableHoldsSeveral() {
        var settings = Settings
                .ofEnvironment(Map.of("PLANGATE_WEBHOOKS_SECRETS", "shop/chat=%s; bank/chat=%s".formatted(ONE, TWO)));
        assertThat(new Secrets(settings.webhooks().secrets()).count()).isEqualTo(2);
        assertThat(settings.toString()).doesNotContain("whsec_").contains("(secret)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat=whsec_c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0", "shop/chat=c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0",
            "shop/chat=whsec_c2VjcmV0", "shop/chat=whsec_c2VjcmV0c2VjcmV0c2VjcmV0c2Vjcm=V0", "shop/chat",
            "projects/shop/chat=whsec_c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0"})
    void whatIsWrongIsToldByItsPlaceAndNotRepeated(String line) {
        var secrets = of("shop/fine=%s\n%s".formatted(ONE, line));
        assertThatThrownBy(secrets::count).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("entry 2")
                .hasMessageNotContaining("c2Vjcm");
    }

    private static Secrets of(String lines) {
        return new Secrets(Secret.of(lines));
    }

    private static String whsec(int fill) {
        return "whsec_" + Base64.getEncoder().encodeToString(bytes(fill));
    }

    private static byte[] bytes(int fill) {
        byte[] bytes = new byte[24];
        java.util.Arrays.fill(bytes, (byte) fill);
        return bytes;
    }
}
