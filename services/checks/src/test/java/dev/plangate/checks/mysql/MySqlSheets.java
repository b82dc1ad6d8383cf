package dev.plangate.checks.mysql;

import dev.plangate.checks.sql.Dialect;
import dev.plangate.checks.sql.ParsedSheet;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Parses sheets for tests; one parser for all of them. */
public final class MySqlSheets {
    private static final MySqlParser PARSER = new MySqlParser(1 << 21, 1 << 20, 1);

    private MySqlSheets() {}

    /** Whatever the grammars say. */
    public static MySqlSheet any(Dialect dialect, String sql) {
        try {
            return PARSER.parse(dialect, "", sql, Duration.ofMinutes(5));
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** Of valid SQL. */
    public static MySqlSheet.Valid parse(Dialect dialect, String sql) {
        return switch (any(dialect, sql)) {
            case MySqlSheet.Valid valid -> valid;
            case MySqlSheet.Refused(ParsedSheet.Invalid invalid) -> throw new AssertionError(
                    sql + ": " + invalid.message() + " at " + invalid.source().position(invalid.at()));
            case MySqlSheet.Refused(ParsedSheet.Unparsed unparsed) ->
                throw new AssertionError(sql + ": " + unparsed.reason());
        };
    }
}
