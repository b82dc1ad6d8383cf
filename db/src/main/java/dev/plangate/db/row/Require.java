package dev.plangate.db.row;

/** What record constructors demand of their fields. */
final class Require {

    private Require() {}

    static void text(String field, String value) {
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(field + " must not be empty");
        }
    }

    static void notNull(String field, Object value) {
        if (value == null) {
            throw new IllegalArgumentException(field + " must not be null");
        }
    }

    static void atLeast(String field, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException("%s must be at least %d, but is %d".formatted(field, least, value));
        }
    }
}
