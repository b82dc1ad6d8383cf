package dev.plangate.checks.file;

import dev.plangate.checks.CheckLimits;
import dev.plangate.checks.UrlParameters;
import dev.plangate.checks.catalog.Catalog;
import dev.plangate.checks.catalog.Mentioned;
import dev.plangate.checks.rule.Running;
import dev.plangate.checks.scratch.ScratchLimits;
import dev.plangate.checks.scratch.ScratchServers;
import dev.plangate.checks.scratch.Tracer;
import dev.plangate.checks.sql.Modifies;
import dev.plangate.checks.sql.ParsedSheet;
import dev.plangate.checks.summary.PlannedRows;
import dev.plangate.checks.target.CatalogReader;
import dev.plangate.checks.target.Deadline;
import dev.plangate.checks.target.Explainer;
import dev.plangate.checks.target.TargetAddress;
import dev.plangate.checks.target.TargetProblem;
import dev.plangate.checks.target.TargetSession;
import dev.plangate.checks.target.Timeouts;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The catalog and the planner of one database, asked anew for each file: connections that are closed at once. */
public final class TargetCatalogs implements CatalogSource {
    private static final Pattern URL = Pattern.compile("jdbc:postgresql://([^/?@]+)/([^/?@]+)(\\?.*)?");
    private static final Duration PER_FILE = Duration.ofSeconds(30);
    /** With the start of a scratch server, where one is started. */
    private static final Duration PER_TRACE = Duration.ofMinutes(5);

    private final TargetAddress address;
    private final Timeouts timeouts;
    private final int explained;

    private TargetCatalogs(TargetAddress address, Timeouts timeouts, int explained) {
        this.address = address;
        this.timeouts = timeouts;
        this.explained = explained;
    }

    /**
     * The database of a JDBC URL.
     *
     * @param url jdbc:postgresql://host:5432/database, perhaps with parameters, without user and password
     * @param password null = none is sent
     * @param setIn where the url was written, for messages: "--target"
     * @throws IllegalArgumentException when it is no such URL: a sentence that does not repeat it, for it may hold a password
     */
    public static TargetCatalogs of(String url, String user, String password, String setIn, CheckLimits limits) {
        var parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    setIn + " should look like jdbc:postgresql://host:5432/database?sslmode=require, without user and password");
        }
        var refused = UrlParameters.refused(url);
        if (!refused.isEmpty()) {
            throw new IllegalArgumentException(setIn + " must not set " + String.join(", ", refused) + "; it may set "
                    + UrlParameters.allowed());
        }
        return new TargetCatalogs(
                new TargetAddress(parts.group(1), URLDecoder.decode(parts.group(2), StandardCharsets.UTF_8), url, user,
                        password, setIn + " and its options"),
                limits.timeouts(), limits.explained());
    }

    /** Traces on clones of the same database. */
    public TraceSource traces(ScratchServers scratch) {
        var tracer = new Tracer(scratch, ScratchLimits.DEFAULT);
        return (sheet, running, catalog) -> {
            var deadline = Deadline.in(PER_TRACE);
            try (var session = TargetSession.open(address, timeouts, deadline)) {
                return Optional.of(tracer.trace(sheet, running, catalog, session, deadline));
            }
        };
    }

    @Override
    public Optional<Catalog> of(Mentioned mentioned) throws TargetProblem {
        try (var session = TargetSession.open(address, timeouts, Deadline.in(PER_FILE))) {
            return Optional.of(CatalogReader.read(session, mentioned));
        }
    }

    /** A connection of its own, where there is something to plan. */
    @Override
    public Map<Integer, Long> planned(ParsedSheet.Valid sheet, Catalog catalog, Running running)
            throws TargetProblem {
        if (sheet.statements().stream().noneMatch(Modifies::rows)) {
            return Map.of();
        }
        var deadline = Deadline.in(PER_FILE);
        try (var session = TargetSession.open(address, timeouts, deadline)) {
            return new PlannedRows(new Explainer(session), explained, deadline::left).of(sheet, catalog, running);
        }
    }
}
