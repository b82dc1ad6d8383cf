package dev.plangate.pipeline.api.auth;

import dev.plangate.pipeline.api.domain.Caller;
import java.util.HexFormat;

/**
 * A token of the tokens file.
 *
 * @param sha256 of the token, lower-case hex: tokens themselves are kept nowhere
 */
record StaticToken(String sha256, Caller caller) {
    StaticToken {
        HexFormat.of().parseHex(sha256);
    }
}
