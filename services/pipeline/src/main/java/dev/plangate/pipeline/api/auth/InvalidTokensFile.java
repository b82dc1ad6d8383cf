package dev.plangate.pipeline.api.auth;

/** The tokens file cannot be used; the text says where and what would be right, and holds no token. */
public final class InvalidTokensFile extends RuntimeException {
    InvalidTokensFile(String text) {
        super(text);
    }
}
