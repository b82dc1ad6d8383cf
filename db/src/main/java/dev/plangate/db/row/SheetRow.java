package dev.plangate.db.row;

/**
 * SQL text, named by its hash. Table sheet; never changed once stored.
 *
 * @param sha256 lower-case hex, 64 characters
 * @param text the SQL
 */
public record SheetRow(String sha256, String text) {

    public SheetRow {
        if (sha256.length() != 64) {
            throw new IllegalArgumentException("sha256 must be 64 hex digits, but has " + sha256.length());
        }
        Require.notNull("text", text);
    }
}
