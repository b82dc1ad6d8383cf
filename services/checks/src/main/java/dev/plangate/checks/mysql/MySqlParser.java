package dev.plangate.checks.mysql;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.plangate.checks.sql.Dialect;
import dev.plangate.checks.sql.ParseCache;
import dev.plangate.checks.sql.ParseCache.Parse;
import dev.plangate.checks.sql.ParsedSheet;
import dev.plangate.checks.sql.SheetParser;
import dev.plangate.checks.sql.SourceText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

/** Parses sheets of MySQL and MariaDB, each once. Thread-safe. */
public final class MySqlParser implements AutoCloseable {
    /** The grammars recurse as deep as SQL nests. */
    private static final long STACK_BYTES = 256L * 1024 * 1024;

    private final int maxBytes;
    private final Map<Dialect, ParseCache<MySqlSheet>> caches = new EnumMap<>(Dialect.class);
    private final ExecutorService threads;
    private volatile boolean closed;

    /**
     * @param maxBytes size of the largest sheet that is parsed, in UTF-8
     * @param cachedText text of all kept sheets of each dialect, in UTF-16 units
     * @param parsers sheets that are parsed at once
     */
    public MySqlParser(int maxBytes, long cachedText, int parsers) {
        this.maxBytes = maxBytes;
        threads = Executors.newFixedThreadPool(parsers, task -> {
            var thread = new Thread(null, task, "mysql-grammar", STACK_BYTES);
            thread.setDaemon(true);
            return thread;
        });
        for (Dialect dialect : Dialect.values()) {
            caches.put(dialect, new ParseCache<>(cachedText, text -> begin(dialect, text)));
        }
    }

    /**
     * Parses a sheet, or waits for whoever does.
     *
     * @param sha256 of the text, as it names the sheet
     * @param within from when its turn has come
     * @throws TimeoutException when the result is not there in time; the parse goes on and its result is kept
     */
    public MySqlSheet parse(Dialect dialect, String sha256, String text, Duration within)
            throws InterruptedException, TimeoutException {
        return caches.get(dialect).parse(sha256, text, within);
    }

    /**
     * The statements of a text as they are cut and read, without asking a grammar whether they are valid.
     *
     * @throws IllegalArgumentException when a string, name or comment has no end
     */
    public static List<MySqlStatement> cut(Dialect dialect, String text) {
        var source = new SourceText(text);
        var splitter = new Splitter(text.getBytes(UTF_8), dialect);
        var cuts = splitter.cuts();
        if (splitter.unfinished() >= 0) {
            throw new IllegalArgumentException("what begins at byte " + splitter.unfinished() + " has no end");
        }
        var found = new ArrayList<MySqlStatement>();
        cuts.forEach(one -> found.add(StatementReader.read(source, one, found.size())));
        return found;
    }

    private Parse<MySqlSheet> begin(Dialect dialect, String text) {
        var source = new SourceText(text);
        var refused = SheetParser.refused(source, maxBytes);
        if (refused.isPresent()) {
            return Parse.of(new MySqlSheet.Refused(refused.get()));
        }
        var begun = new CompletableFuture<Void>();
        var result = new CompletableFuture<MySqlSheet>();
        try {
            threads.execute(() -> {
                begun.complete(null);
                result.complete(closed ? closed(source) : read(dialect, source));
            });
        } catch (RejectedExecutionException e) {
            return Parse.of(closed(source));
        }
        return new Parse<>(begun, result);
    }

    private static MySqlSheet closed(SourceText source) {
        return new MySqlSheet.Refused(new ParsedSheet.Unparsed(source, "the parser is closed"));
    }

    /** Whatever happens is kept: a sheet that breaks the grammar would break it again for each target. */
    private static MySqlSheet read(Dialect dialect, SourceText source) {
        try {
            return MySqlReader.read(source, dialect);
        } catch (StackOverflowError e) {
            return new MySqlSheet.Refused(new ParsedSheet.Unparsed(source, "it nests too deep"));
        } catch (RuntimeException e) {
            return new MySqlSheet.Refused(
                    new ParsedSheet.Unparsed(source, "the grammar failed: " + e.getClass().getSimpleName()));
        }
    }

    @Override
    public void close() {
        closed = true;
        threads.shutdownNow().forEach(Runnable::run); // which ends at once, so that nobody waits for them
    }
}
