package dev.plangate.pipeline.api.auth;

import dev.plangate.contract.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens of a file, found by their hash. The file is looked at again every few seconds: a token that was taken out is refused
 * soon, and one that was put in is accepted. A file that becomes wrong changes nothing but the log.
 */
public final class StaticTokens implements Tokens {
    private static final Logger LOG = LoggerFactory.getLogger(StaticTokens.class);
    private static final long LOOK_NANOS = Duration.ofSeconds(5).toNanos();

    private final Path file;
    private final LongSupplier nanos;
    private Map<String, StaticToken> tokens;
    private FileTime written;
    private long looked;

    private StaticTokens(Path file, LongSupplier nanos) {
        this.file = file;
        this.nanos = nanos;
        this.written = written();
        this.looked = nanos.getAsLong();
        this.tokens = byHash(file);
    }

    /**
     * Reads them.
     *
     * @param nanos a monotonic clock
     * @throws InvalidTokensFile with the first mistake
     */
    public static StaticTokens of(Path file, LongSupplier nanos) {
        return new StaticTokens(file, nanos);
    }

    /** All that is no signed token: those have two dots. */
    @Override
    public boolean judges(String token) {
        return true;
    }

    @Override
    public Identified identify(String token) {
        // Found by its hash: how long that takes tells nothing of the tokens.
        StaticToken known = current().get(Sha256.hex(token));
        return known == null
                ? new Identified.Refused("TOKEN_UNKNOWN", "the token is not known here")
                : new Identified.Known(known.caller());
    }

    private synchronized Map<String, StaticToken> current() {
        long now = nanos.getAsLong();
        if (now - looked >= LOOK_NANOS) {
            looked = now;
            FileTime newest = written();
            if (!newest.equals(written)) {
                written = newest;
                readAgain();
            }
        }
        return tokens;
    }

    private void readAgain() {
        try {
            tokens = byHash(file);
            LOG.info("{} tokens are accepted, as {} says now", tokens.size(), file.getFileName());
        } catch (InvalidTokensFile e) {
            LOG.error("the tokens stay those that were read before: {}", e.getMessage());
        }
    }

    private static Map<String, StaticToken> byHash(Path file) {
        return TokensFile.read(file).stream().collect(Collectors.toMap(StaticToken::sha256, Function.identity()));
    }

    private FileTime written() {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}
