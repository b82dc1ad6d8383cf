package dev.plangate.checks.sql;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * What parsers made of sheets: callers of one sheet wait for one parse, and the newest sheets are kept. Thread-safe.
 *
 * @param <S> a parsed sheet
 */
public final class ParseCache<S> {
    /** The text too: a wrong hash must not lend one sheet another's syntax tree. */
    private record Key(String sha256, String text) {}

    /** Its turn comes, then its result: others' sheets that are parsed first do not count. */
    public record Parse<S>(CompletableFuture<Void> begun, CompletableFuture<S> result) {
        /** One whose result is there. */
        public static <S> Parse<S> of(S known) {
            return new Parse<>(CompletableFuture.completedFuture(null), CompletableFuture.completedFuture(known));
        }
    }

    private final long cachedText;
    private final Function<String, Parse<S>> parser;
    private final LinkedHashMap<Key, Parse<S>> cache = new LinkedHashMap<>(16, 0.75f, true);
    private long cached;

    /**
     * @param cachedText of all kept sheets together, in UTF-16 units
     * @param parser begins to parse a text; its results never complete exceptionally
     */
    public ParseCache(long cachedText, Function<String, Parse<S>> parser) {
        this.cachedText = cachedText;
        this.parser = parser;
    }

    /**
     * Parses a sheet, or waits for whoever does.
     *
     * @param sha256 of the text, as it names the sheet
     * @param within from when its turn has come
     * @throws TimeoutException when the result is not there in time; the parse goes on and its result is kept
     */
    public S parse(String sha256, String text, Duration within) throws InterruptedException, TimeoutException {
        try {
            var parse = submitted(new Key(sha256, text));
            parse.begun().get();
            return parse.result().get(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a parse never completes exceptionally", e);
        }
    }

    private Parse<S> submitted(Key key) {
        synchronized (cache) {
            var known = cache.get(key);
            if (known != null) {
                return known;
            }
            var parse = parser.apply(key.text());
            if (cache.put(key, parse) == null) {
                cached += key.text().length();
            }
            var eldest = cache.entrySet().iterator();
            while (cached > cachedText && cache.size() > 1) {
                var entry = eldest.next();
                if (!entry.getKey().equals(key)) {
                    cached -= entry.getKey().text().length();
                    eldest.remove();
                }
            }
            return parse;
        }
    }
}
