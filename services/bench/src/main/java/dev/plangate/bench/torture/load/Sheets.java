package dev.plangate.bench.torture.load;

import dev.plangate.contract.Sha256;
import dev.plangate.contract.Topics;
import dev.plangate.v1.Sheet;

/** SQL texts under the names that they have. */
public final class Sheets {
    private Sheets() {}

    /** Its hash. */
    public static String name(String sql) {
        return Sha256.hex(sql);
    }

    /** The record that publishes it. */
    public static Outgoing published(long afterMillis, String sql) {
        return Outgoing.of(afterMillis, "sheet", Topics.SHEETS, name(sql), Sheet.newBuilder().setText(sql).build());
    }
}
