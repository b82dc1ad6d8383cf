package dev.plangate.pipeline.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureTest {
    private static final byte[] SECRET = Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final long TIME = 1_614_265_330;
    private static final String BODY = "{\"test\": 2432232314}";

    /** The vector that the libraries of Standard Webhooks are tested with. */
    @Test
    void isThatOfStandardWebhooks() {
        assertThat(Signature.of(ID, TIME, BODY, SECRET)).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void coversIdTimeBodyAndSecret() {
        String signature = Signature.of(ID, TIME, BODY, SECRET);
        assertThat(Signature.of("other", TIME, BODY, SECRET)).isNotEqualTo(signature);
        assertThat(Signature.of(ID, TIME + 1, BODY, SECRET)).isNotEqualTo(signature);
        assertThat(Signature.of(ID, TIME, BODY + " ", SECRET)).isNotEqualTo(signature);
        assertThat(Signature.of(ID, TIME, BODY, new byte[24])).isNotEqualTo(signature);
    }

    @Test
    void whileASecretIsChangedBothSign() {
        assertThat(Signature.headers(ID, Instant.ofEpochSecond(TIME), BODY, List.of(SECRET, new byte[24])))
                .containsEntry("webhook-id", ID).containsEntry("webhook-timestamp", Long.toString(TIME))
                .containsEntry("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= "
                        + Signature.of(ID, TIME, BODY, new byte[24]));
    }

    @Test
    void bodiesAreSignedAsUtf8() {
        assertThat(Signature.of(ID, TIME, "\u00e9", SECRET)).isNotEqualTo(Signature.of(ID, TIME, "?", SECRET));
    }
}
