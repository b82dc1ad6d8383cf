package dev.plangate.bench.torture.load;

import dev.plangate.contract.Topics;
import dev.plangate.v1.Sheet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SQL texts under the names that they have. */
public final class Sheets {
    private Sheets() {}

    /** Its hash. */
    public static String name(String sql) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(sql.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The record that publishes it. */
    public static Outgoing published(long afterMillis, String sql) {
        return Outgoing.of(afterMillis, "sheet", Topics.SHEETS, name(sql), Sheet.newBuilder().setText(sql).build());
    }
}
