package dev.plangate.checks.file;

import dev.plangate.checks.CheckLimits;
import dev.plangate.checks.UrlParameters;
import dev.plangate.checks.mysql.Mentions;
import dev.plangate.checks.mysql.MySqlSheet;
import dev.plangate.checks.mysql.catalog.MySqlCatalog;
import dev.plangate.checks.target.Deadline;
import dev.plangate.checks.target.MySqlCatalogReader;
import dev.plangate.checks.target.MySqlSession;
import dev.plangate.checks.target.TargetAddress;
import dev.plangate.checks.target.TargetProblem;
import dev.plangate.checks.target.Timeouts;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** The catalog of one database of MySQL or MariaDB, read anew for each file: one connection that is closed at once. */
public final class MySqlTargetCatalogs implements MySqlCatalogSource {
    private static final Pattern URL = Pattern.compile("jdbc:(?:mysql|mariadb)://([^/?@]+)/([^/?@]+)(\\?.*)?");
    private static final Duration PER_FILE = Duration.ofSeconds(30);

    private final TargetAddress address;
    private final Timeouts timeouts;

    private MySqlTargetCatalogs(TargetAddress address, Timeouts timeouts) {
        this.address = address;
        this.timeouts = timeouts;
    }

    /**
     * The database of a JDBC URL.
     *
     * @param url jdbc:mariadb://host:3306/database, perhaps with parameters, without user and password
     * @param password null = none is sent
     * @param setIn where the url was written, for messages: "--target"
     * @throws IllegalArgumentException when it is no such URL: a sentence that does not repeat it, for it may hold a password
     */
    public static MySqlTargetCatalogs of(String url, String user, String password, String setIn, CheckLimits limits) {
        var parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException(setIn
                    + " should look like jdbc:mariadb://host:3306/database?sslMode=verify-full (or jdbc:mysql:), without user and password");
        }
        var refused = UrlParameters.refusedOfMySql(url);
        if (!refused.isEmpty()) {
            throw new IllegalArgumentException(setIn + " must not set " + String.join(", ", refused)
                    + "; it may set " + UrlParameters.allowedOfMySql());
        }
        return new MySqlTargetCatalogs(
                new TargetAddress(parts.group(1), URLDecoder.decode(parts.group(2), StandardCharsets.UTF_8), url, user,
                        password, setIn + " and its options"),
                limits.timeouts());
    }

    @Override
    public Optional<MySqlCatalog> of(MySqlSheet.Valid sheet) throws TargetProblem {
        try (var session = MySqlSession.open(address, timeouts, Deadline.in(PER_FILE))) {
            return Optional.of(MySqlCatalogReader.read(session, Mentions.of(sheet)));
        }
    }
}
