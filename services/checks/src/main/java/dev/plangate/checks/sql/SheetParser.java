package dev.plangate.checks.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Parses sheets with PostgreSQL's own grammar, each once: callers of one sheet wait for one parse, and the newest sheets are kept. Thread-safe.
 */
public final class SheetParser implements AutoCloseable {
    /** The text too: a wrong hash must not lend one sheet another's syntax tree. */
    private record Key(String sha256, String text) {}

    /** Its turn comes, then its result: others' sheets that are parsed first do not count. */
    private record Parse(CompletableFuture<Void> begun, CompletableFuture<ParsedSheet> result) {
        static Parse of(ParsedSheet known) {
            return new Parse(CompletableFuture.completedFuture(null), CompletableFuture.completedFuture(known));
        }
    }

    private final int maxBytes;
    private final long cachedBytes;
    private final GrammarPool grammars;
    private final LinkedHashMap<Key, Parse> cache = new LinkedHashMap<>(16, 0.75f, true);
    private long cached;

    /**
     * @param maxBytes size of the largest sheet that is parsed, in UTF-8
     * @param cachedBytes text of all kept sheets together, in UTF-16 units; their trees take about fifty times as much
     * @param grammars instances of the grammar, each 48 to 96 MiB, and more while it parses a large sheet
     */
    public SheetParser(int maxBytes, long cachedBytes, int grammars) {
        this.maxBytes = maxBytes;
        this.cachedBytes = cachedBytes;
        this.grammars = new GrammarPool(grammars);
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
        try {
            Parse parse = submitted(new Key(sha256, text));
            parse.begun().get();
            return parse.result().get(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a parse never completes exceptionally", e);
        }
    }

    private Parse submitted(Key key) {
        synchronized (cache) {
            var known = cache.get(key);
            if (known != null) {
                return known;
            }
            var parse = parse(key.text());
            if (cache.put(key, parse) == null) {
                cached += key.text().length();
            }
            var eldest = cache.entrySet().iterator();
            while (cached > cachedBytes && cache.size() > 1) {
                var entry = eldest.next();
                if (!entry.getKey().equals(key)) {
                    cached -= entry.getKey().text().length();
                    eldest.remove();
                }
            }
            return parse;
        }
    }

    private Parse parse(String text) {
        var source = new SourceText(text);
        if (source.length() > maxBytes) {
            return Parse.of(new ParsedSheet.Unparsed(source,
                    "it has " + source.length() + " bytes, and the limit is " + maxBytes + ": split it"));
        }
        int nul = source.firstNul();
        if (nul >= 0) {
            return Parse
                    .of(new ParsedSheet.Invalid(source, nul, "a NUL byte, which SQL text cannot contain"));
        }
        int surrogate = UnpairedSurrogates.first(text);
        if (surrogate >= 0) {
            return Parse.of(new ParsedSheet.Invalid(source, text.substring(0, surrogate).getBytes(UTF_8).length,
                    "an unpaired surrogate, which is no character"));
        }
        var begun = new CompletableFuture<Void>();
        // A failure is kept too: a sheet that breaks the grammar would break it again for each target.
        var result = grammars.submit(grammar -> {
            begun.complete(null);
            return SheetReader.read(grammar, source);
        }).exceptionally(thrown -> new ParsedSheet.Unparsed(source, "the grammar failed: " + thrown.getMessage()));
        return new Parse(CompletableFuture.anyOf(begun, result).thenApply(_ -> null), result);
    }

    @Override
    public void close() {
        grammars.close();
    }
}
