package dev.plangate.pipeline.api.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plangate.contract.Sha256;
import dev.plangate.pipeline.api.domain.Caller;
import dev.plangate.pipeline.api.domain.Grant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StaticTokensTest {
    private static final String TOKEN = "a token from a random source";
    private static final Identified CI = new Identified.Known(new Caller("tokens/ci",
            Set.of(Grant.parse("viewer"), Grant.parse("operator@projects/shop"))));
    @TempDir
    Path dir;
    private long now;

    @Test
    void aTokenIsFoundByItsHash() throws IOException {
        StaticTokens tokens = tokens("{name: ci, sha256: %s, roles: [viewer, operator@projects/shop]}"
                .formatted(Sha256.hex(TOKEN)));

        assertThat(tokens.identify(TOKEN)).isEqualTo(CI);
        assertThat(tokens.identify(TOKEN + "x")).isInstanceOfSatisfying(Identified.Refused.class,
                refused -> assertThat(refused.reason()).isEqualTo("TOKEN_UNKNOWN"));
    }

    @Test
    void aTokenMayBeInAFileOfItsOwn() throws IOException {
        Files.writeString(dir.resolve("ci.token"), TOKEN + "\n");

        assertThat(tokens("{name: ci, tokenFile: ci.token, roles: [viewer, operator@projects/shop]}").identify(TOKEN))
                .isEqualTo(CI);
    }

    @Test
    void theFileIsReadAgainWhenItChangesAndKeptWhenItIsWrong() throws IOException {
        StaticTokens tokens = tokens("{name: ci, sha256: %s, roles: [viewer, operator@projects/shop]}"
                .formatted(Sha256.hex(TOKEN)));
        write("{name: ci, sha256: nonsense, roles: [viewer]}", 2);
        now += Duration.ofSeconds(6).toNanos();
        assertThat(tokens.identify(TOKEN)).isEqualTo(CI);

        write("{name: new, sha256: %s, roles: [viewer]}".formatted(Sha256.hex("another token")), 3);
        assertThat(tokens.identify(TOKEN)).as("not looked at yet").isEqualTo(CI);
        now += Duration.ofSeconds(6).toNanos();

        assertThat(tokens.identify(TOKEN)).isInstanceOf(Identified.Refused.class);
        assertThat(tokens.identify("another token")).isInstanceOf(Identified.Known.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{name: ci, roles: [viewer]} | one of sha256 and tokenFile",
            "{name: ci, sha256: 12, roles: [viewer]} | its sha256 should be a text",
            "{name: ci, sha256: abc, roles: [viewer]} | 64 lower-case hex digits",
            "{name: ci, sha256: abc, roles: []} | its roles should be a list",
            "{name: ci, sha256: abc, roles: [owner]} | viewer, operator, admin",
            "{name: c i, sha256: abc, roles: [viewer]} | its name should be",
            "{name: ci, token: secret-in-the-wrong-place, roles: [viewer]} | its fields should be",
            "{name: ci, tokenFile: missing, roles: [viewer]} | missing cannot be read",
            "{name: [, secret-in-the-wrong-place | it should be YAML"})
    void mistakesAreNamedWithoutWhatMayBeSecret(String entry, String told) {
        assertThatThrownBy(() -> tokens(entry)).isInstanceOf(InvalidTokensFile.class).hasMessageContaining(told)
                .hasMessageNotContaining("secret-in-the-wrong-place");
    }

    @Test
    void whoIsNotKnownMayNothing() throws IOException {
        Authenticator authenticator = new Authenticator(List.of(tokens("{name: ci, sha256: %s, roles: [viewer]}"
                .formatted(Sha256.hex(TOKEN)))));

        assertThat(reason(authenticator, null)).isEqualTo("TOKEN_MISSING");
        assertThat(reason(authenticator, "Basic abc")).isEqualTo("TOKEN_INVALID");
        assertThat(reason(authenticator, "Bearer x")).isEqualTo("TOKEN_UNKNOWN");
        assertThat(authenticator.identify("bearer " + TOKEN)).isInstanceOf(Identified.Known.class);
    }

    private static String reason(Authenticator authenticator, String header) {
        return ((Identified.Refused) authenticator.identify(header)).reason();
    }

    private StaticTokens tokens(String entry) throws IOException {
        return StaticTokens.of(write(entry, 1), () -> now);
    }

    private Path write(String entry, int second) throws IOException {
        Path file = Files.writeString(dir.resolve("tokens.yaml"), "tokens:\n  - " + entry + "\n");
        return Files.setLastModifiedTime(file, FileTime.fromMillis(second * 1_000L));
    }
}
