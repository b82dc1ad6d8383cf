package dev.plangate.checks.scratch;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Random words. */
final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /** A password that nobody guesses. */
    static String fresh() {
        return word(24);
    }

    /** So many random bytes in hexadecimal digits. */
    static String word(int bytes) {
        var random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
