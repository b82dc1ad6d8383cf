package dev.plangate.checks.mysql.rule;

import dev.plangate.checks.mysql.Action;
import dev.plangate.checks.mysql.Alteration;
import java.util.stream.Collectors;

/** How to change a large table while others write: SQL and commands for the statement under review. */
final class Online {
    private Online() {}

    /** With a tool that copies the table in small steps. */
    static String tools(MySqlReview review) {
        var alter = review.alter().orElseThrow();
        var table = review.script().whole(alter.table());
        String database = table.schema().isEmpty() ? "DATABASE" : table.schema();
        String change = alter.alterations().stream().map(one -> clause(review, alter, one))
                .collect(Collectors.joining(", ")).replace("'", "'\\''").replaceAll("\\s+", " ");
        return """
                -- from a shell, with one of:
                -- gh-ost --database='%1$s' --table='%2$s' --alter='%3$s' --execute
                -- pt-online-schema-change --alter '%3$s' D=%1$s,t=%2$s --execute""".formatted(database, table.name(),
                change);
    }

    /** A part of an ALTER TABLE; CREATE INDEX as one. */
    private static String clause(MySqlReview review, Action.AlterTable alter, Alteration one) {
        return alter.index() && one instanceof Alteration.AddKey(var _, var key)
                ? "ADD " + key
                : review.text(one.range());
    }

    /** The statement, to be refused by the server when it would block. */
    static String refusing(MySqlReview review, String algorithm) {
        String text = review.statement().text();
        return review.alter().orElseThrow().index()
                ? text + " ALGORITHM=" + algorithm + " LOCK=NONE;"
                : text + ", ALGORITHM=" + algorithm + (algorithm.equals("INSTANT") ? ";" : ", LOCK=NONE;");
    }
}
