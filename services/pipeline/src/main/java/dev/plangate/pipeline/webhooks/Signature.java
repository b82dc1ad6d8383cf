package dev.plangate.pipeline.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as Standard Webhooks has it: HMAC-SHA256 over id, timestamp and body, each value of the secret with one of its own. */
public final class Signature {
    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {}

    /**
     * The headers webhook-id, webhook-timestamp (seconds since 1970) and webhook-signature ({@code v1,base64}, several
     * separated by spaces).
     *
     * @param secrets at least one
     */
    static Map<String, String> headers(String id, Instant time, String body, List<byte[]> secrets) {
        long seconds = time.getEpochSecond();
        return Map.of("webhook-id", id, "webhook-timestamp", Long.toString(seconds), "webhook-signature",
                secrets.stream().map(secret -> of(id, seconds, body, secret)).collect(Collectors.joining(" ")));
    }

    /**
     * One signature, "v1," before it.
     *
     * @param seconds since 1970
     * @param secret  its bytes, which stand in base64 behind "whsec_"
     */
    public static String of(String id, long seconds, String body, byte[] secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            byte[] hash = mac.doFinal("%s.%d.%s".formatted(id, seconds, body).getBytes(UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
