package dev.plangate.checks.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * The bounds of a partition, and whether a CHECK constraint says the same. Judged by the constraint's text: what the server's prover makes of it, only the
 * server knows. Where this is not sure, it says no.
 *
 * @param bound a PartitionBoundSpec of the syntax tree
 */
record PartitionBounds(JsonNode bound) {
    private static final Pattern LITERAL = Pattern.compile("'((?:[^']|'')*)'|(?<![\\w.'])-?\\d+(?:\\.\\d+)?");

    /**
     * Whether all rows for which the constraint holds belong into the partition.
     *
     * @param check its definition, as the server or a script writes it
     * @param notNull columns of the table that are so
     */
    boolean follow(String check, List<String> notNull) {
        if (bound.path("is_default").asBoolean() || check.matches("(?is).*\\b(or|not\\s*\\(|case)\\b.*")) {
            return false;
        }
        return switch (bound.path("strategy").asText()) {
            case "r" -> isRange(check) && keyIsNotNull(check, notNull);
            case "l" -> isList(check) && (takesNull() || keyIsNotNull(check, notNull));
            default -> false;
        };
    }

    /** More than one key: a CHECK of rows, which is more than a text can show. */
    private boolean isRange(String check) {
        return bound.path("lowerdatums").size() == 1 && bound.path("upperdatums").size() == 1
                && says(check, ">=", bound.path("lowerdatums").get(0))
                && says(check, "<", bound.path("upperdatums").get(0));
    }

    /** MINVALUE and MAXVALUE need no test. A timestamp at midnight may be written as a date, with a zone or without. */
    private static boolean says(String check, String operator, JsonNode datum) {
        if (datum.has("ColumnRef")) {
            return true;
        }
        String value = Pattern.quote(literal(datum));
        return Pattern.compile(operator + "\\s*\\(?(?:timestamptz|timestamp|date)?\\s*'?" + value
                + "(?:'| 00:00:00|(?![\\w.]))", Pattern.CASE_INSENSITIVE).matcher(check).find();
    }

    private boolean takesNull() {
        return StreamSupport.stream(bound.path("listdatums").spliterator(), false).anyMatch(PartitionBounds::isNull);
    }

    private static boolean isNull(JsonNode datum) {
        return datum.path("A_Const").path("isnull").asBoolean();
    }

    private boolean isList(String check) {
        var wanted = new ArrayList<String>();
        bound.path("listdatums").forEach(datum -> wanted.add(isNull(datum) ? "" : literal(datum)));
        var found = LITERAL.matcher(check).results().map(one -> one.group(1) == null ? one.group() : one.group(1))
                .toList();
        return !found.isEmpty() && wanted.containsAll(found) && check.matches("(?is).*(\\bin\\b|=).*");
    }

    private static String literal(JsonNode datum) {
        var constant = datum.path("A_Const");
        return constant.has("sval")
                ? constant.path("sval").path("sval").asText("").replace("'", "''")
                : constant.has("fval")
                        ? constant.path("fval").path("fval").asText()
                        : constant.path("ival").path("ival").asText("0");
    }

    private static boolean keyIsNotNull(String check, List<String> notNull) {
        Matcher compared = Pattern
                .compile("\\(*\"?(\\w+)\"?\\)*(?:::[\\w ]+)?\\s*(?:>=|<|=|in\\b)", Pattern.CASE_INSENSITIVE)
                .matcher(check);
        return compared.find() && (notNull.contains(compared.group(1))
                || check.matches("(?is).*\"?\\b" + Pattern.quote(compared.group(1)) + "\"?\\s+is\\s+not\\s+null.*"));
    }
}
