package dev.plangate.db;

import dev.plangate.contract.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A lock that lives until the end of the transaction. Who folds state of a project or the presence of a sheet into a plan
 * holds it shared; who changes that state holds it exclusive.
 *
 * @param key number that both sides derive from the name
 * @param exclusive whether it excludes everybody else
 */
public record Lock(long key, boolean exclusive) {

    /** Buckets that sheets are spread over: few enough to hold them all, enough not to wait for each other. */
    public static final int SHEET_BUCKETS = 64;

    /** The lock of a project, its settings and its database groups. */
    public static Lock project(String name, boolean exclusive) {
        return new Lock(hash("project:" + name), exclusive);
    }

    /** The lock of the sheets whose hash falls into the same bucket. */
    public static Lock sheetBucket(String sha256, boolean exclusive) {
        int bucket = Integer.parseInt(sha256.substring(0, 2), 16) % SHEET_BUCKETS;
        return new Lock(hash("sheets:" + bucket), exclusive);
    }

    private static long hash(String name) {
        return ByteBuffer.wrap(Sha256.begun().digest(name.getBytes(StandardCharsets.UTF_8))).getLong();
    }
}
