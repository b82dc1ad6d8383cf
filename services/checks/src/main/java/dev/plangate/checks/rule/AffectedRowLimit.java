package dev.plangate.checks.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plangate.checks.catalog.Table;
import dev.plangate.checks.sql.Ast;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Rule 13, by numbers. */
final class AffectedRowLimit implements Rule {
    private static final RuleInfo INFO = new RuleInfo("affected-row-limit", 1131, Level.WARNING,
            "A statement changes more rows than the policy allows for one transaction.",
            "Until it commits it holds a lock on each row and keeps vacuum from its work; then replicas have all of it to replay at once.")
            .instead("Change the rows in batches of a few thousand, each in a transaction of its own.")
            .example("INSERT INTO archive SELECT * FROM orders;",
                    "INSERT INTO archive SELECT * FROM orders WHERE id BETWEEN 1 AND 5000;");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        var listed = review.statement().rows() > review.sizes().affected()
                ? Stream.of(review.finding(INFO, new Severity(INFO.level(), "It lists them. " + limit(review)),
                        "It inserts " + String.format(Locale.ROOT, "%,d", review.statement().rows()) + " rows.", ""))
                : Stream.<Finding>empty();
        if (review.planned().isPresent()) {
            return Stream.concat(listed, planned(review, review.planned().getAsLong()));
        }
        return Stream.concat(listed,
                Modification.of(review.statement()).stream().flatMap(change -> judge(review, change)));
    }

    /** The planner knows conditions, joins and limits, so what it says goes before what the catalog says of whole tables. */
    private static Stream<Finding> planned(Review review, long rows) {
        return rows <= review.sizes().affected()
                ? Stream.empty()
                : Stream.of(review.finding(INFO, new Severity(INFO.level(),
                        "That is the estimate of the target's planner (EXPLAIN). " + limit(review)),
                        String.format(Locale.ROOT, "It changes about %,d rows.", rows), ""));
    }

    private static Stream<Finding> judge(Review review, Modification change) {
        var into = review.script().table(change.tree().path("relation"));
        boolean insert = change.node().equals("InsertStmt");
        var source = insert ? copied(change.tree()).map(review.script()::table) : Optional.of(into);
        if (into.created() || (!insert && !change.ofAllRows()) || source.isEmpty() || source.get().created()) {
            return Stream.empty();
        }
        var rows = source.get().known().map(Table::rows).orElse(OptionalLong.empty());
        // that an UPDATE or DELETE of unknown size may be large is what dml-without-where says
        if (rows.isEmpty() ? !insert : rows.getAsLong() <= review.sizes().affected()) {
            return Stream.empty();
        }
        String number = rows.isEmpty()
                ? "How many those are is not known: the worst case is assumed."
                : "Those are " + Sizes.about(rows.getAsLong()) + " by the catalog's statistics.";
        return Stream.of(review.finding(INFO, new Severity(INFO.level(), number + " " + limit(review)),
                change.range(), insert
                        ? "It copies all rows of " + source.get().written() + " to " + into.written() + "."
                        : "It changes all rows of " + into.written() + ".",
                insert
                        ? "INSERT INTO " + into.written() + " SELECT ... FROM " + source.get().written()
                                + " WHERE ...; -- some thousand rows at a time"
                        : ""));
    }

    private static String limit(Review review) {
        return String.format(Locale.ROOT, "The limit is %,d.", review.sizes().affected());
    }

    /** The table that INSERT ... SELECT copies all of. */
    private static Optional<JsonNode> copied(JsonNode insert) {
        var select = insert.path("selectStmt").path("SelectStmt");
        var from = select.path("fromClause");
        boolean some = select.has("groupClause") || select.has("limitCount") || select.has("havingClause")
                || select.has("distinctClause") || mayAggregate(select.path("targetList"))
                || !Modification.isAlwaysTrue(select.path("whereClause"));
        return some || from.size() != 1 || !from.path(0).has("RangeVar")
                ? Optional.empty()
                : Optional.of(from.path(0).path("RangeVar"));
    }

    /** A column that stands by itself is refused beside an aggregate, unless there is a GROUP BY. */
    private static boolean mayAggregate(JsonNode targets) {
        for (JsonNode target : targets) {
            if (target.path("ResTarget").path("val").has("ColumnRef")) {
                return false;
            }
        }
        return !Ast.all(targets, "FuncCall").isEmpty();
    }
}
