package dev.plangate.checks.trace;

import dev.plangate.checks.sql.RelationName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * What it takes to rebuild, without rows, the part of a target's schema that a script touches.
 *
 * @param serverVersion server_version_num of the target: 180001
 * @param path its search path for the user that asked, without "$user"
 * @param pieces in the order in which they can be made, but for those of one phase
 * @param missing what the target has and no piece makes: "extension postgis"
 * @param roles of the target that the script names
 * @param sizes on the target, of tables, indexes and materialized views
 */
public record Blueprint(int serverVersion, List<String> path, List<Piece> pieces, List<String> missing,
        List<String> roles, Map<RelationName, Size> sizes) {
    public Blueprint {
        path = List.copyOf(path);
        pieces = List.copyOf(pieces);
        missing = List.copyOf(missing);
        roles = List.copyOf(roles);
        sizes = Map.copyOf(sizes);
    }

    /** Major version of the server. */
    public int major() {
        return serverVersion / 10_000;
    }

    /** The same for equal schemas, and for no others: 32 hexadecimal digits. */
    public String key() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((byte) major());
            for (Piece piece : pieces) {
                digest.update(piece.ddl().getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
