package dev.plangate.checks.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import dev.plangate.checks.sql.ParseCache.Parse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/**
 * Parses sheets with PostgreSQL's own grammar, each once: callers of one sheet wait for one parse, and the newest sheets are kept. Thread-safe.
 */
public final class SheetParser implements AutoCloseable {
    private final int maxBytes;
    private final GrammarPool grammars;
    private final ParseCache<ParsedSheet> cache;

    /**
     * @param maxBytes size of the largest sheet that is parsed, in UTF-8
     * @param cachedBytes text of all kept sheets together, in UTF-16 units; their trees take about fifty times as much
     * @param grammars instances of the grammar, each 48 to 96 MiB, and more while it parses a large sheet
     */
    public SheetParser(int maxBytes, long cachedBytes, int grammars) {
        this.maxBytes = maxBytes;
        this.grammars = new GrammarPool(grammars);
        this.cache = new ParseCache<>(cachedBytes, this::parse);
    }

    /**
     * Parses a sheet, or waits for whoever does.
     *
     * @param sha256 of the text, as it names the sheet
     * @param within from when its turn has come
     * @throws TimeoutException when the result is not there in time; the parse goes on and its result is kept
     */
    public ParsedSheet parse(String sha256, String text, Duration within)
            throws InterruptedException, TimeoutException {
        return cache.parse(sha256, text, within);
    }

    private Parse<ParsedSheet> parse(String text) {
        var source = new SourceText(text);
        var refused = refused(source, maxBytes);
        if (refused.isPresent()) {
            return Parse.of(refused.get());
        }
        var begun = new CompletableFuture<Void>();
        // A failure is kept too: a sheet that breaks the grammar would break it again for each target.
        var result = grammars.submit(grammar -> {
            begun.complete(null);
            return SheetReader.read(grammar, source);
        }).exceptionally(thrown -> new ParsedSheet.Unparsed(source, "the grammar failed: " + thrown.getMessage()));
        return new Parse<>(CompletableFuture.anyOf(begun, result).thenApply(_ -> null), result);
    }

    /** Why no grammar has to see a text: it is too large, or holds what no SQL can hold. */
    public static Optional<ParsedSheet.Refused> refused(SourceText source, int maxBytes) {
        if (source.length() > maxBytes) {
            return Optional.of(new ParsedSheet.Unparsed(source,
                    "it has " + source.length() + " bytes, and the limit is " + maxBytes + ": split it"));
        }
        int nul = source.firstNul();
        if (nul >= 0) {
            return Optional.of(new ParsedSheet.Invalid(source, nul, "a NUL byte, which SQL text cannot contain"));
        }
        int surrogate = UnpairedSurrogates.first(source.text());
        return surrogate < 0
                ? Optional.empty()
                : Optional.of(new ParsedSheet.Invalid(source,
                        source.text().substring(0, surrogate).getBytes(UTF_8).length,
                        "an unpaired surrogate, which is no character"));
    }

    @Override
    public void close() {
        grammars.close();
    }
}
