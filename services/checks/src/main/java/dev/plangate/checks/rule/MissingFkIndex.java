package dev.plangate.checks.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plangate.checks.catalog.Table;
import dev.plangate.checks.sql.Ast;
import dev.plangate.checks.sql.Elements;
import dev.plangate.checks.sql.Identifiers;
import dev.plangate.checks.sql.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Rule 24. */
final class MissingFkIndex implements Rule {
    private static final RuleInfo INFO = new RuleInfo("missing-fk-index", 1240, Level.WARNING,
            "A foreign key whose columns no index begins with.",
            "Each DELETE and each change of a key in the referenced table scans the whole referencing table, while it holds a lock on the row.")
            .instead("Build an index that begins with the columns of the key, before the key or in the same change.")
            .example("CREATE TABLE lines (id bigint PRIMARY KEY, order_id bigint REFERENCES orders);",
                    "CREATE TABLE lines (id bigint PRIMARY KEY, order_id bigint REFERENCES orders);\nCREATE INDEX lines_order_id ON lines (order_id);");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        var keys = new ArrayList<Finding>();
        for (NewColumn column : NewColumn.of(review)) {
            if (column.kind() != NewColumn.Kind.RETYPED && column.has("CONSTR_FOREIGN")) {
                add(keys, review, List.of(column.column()), column.range());
            }
        }
        if (review.statement().node().equals("CreateStmt")
                && !"t".equals(review.statement().tree().path("relation").path("relpersistence").asText())) {
            for (JsonNode element : review.statement().tree().path("tableElts")) {
                var key = element.path("Constraint");
                if (key.path("contype").asText().equals("CONSTR_FOREIGN")) {
                    add(keys, review, Ast.strings(key.path("fk_attrs")),
                            Elements.element(review.source(), review.statement().range(),
                                    key.path("location").asInt(-1)).orElse(review.statement().range()));
                }
            }
        }
        review.alterations().stream().filter(command -> command.constraint().equals("CONSTR_FOREIGN"))
                .forEach(command -> add(keys, review, Ast.strings(command.definition().path("fk_attrs")),
                        review.statement().command(command.index())));
        return keys.stream();
    }

    private static void add(List<Finding> found, Review review, List<String> columns, Range range) {
        var table = review.table();
        var known = table.created() ? Optional.<Table>empty() : table.known();
        boolean indexed = review.ahead().isIndexed(table, columns)
                || known.stream().flatMap(one -> one.indexes().stream())
                        .anyMatch(index -> IndexColumns.lead(IndexColumns.of(index), columns));
        if (indexed) {
            return;
        }
        String list = Identifiers.list(columns);
        boolean fresh = review.statement().node().equals("CreateStmt") || table.created();
        String rewrite = fresh
                ? review.statement().text() + ";\nCREATE INDEX ON " + table.written() + " (" + list + ");"
                : "-- before, outside of a transaction:\nCREATE INDEX CONCURRENTLY ON " + table.written() + " (" + list
                        + ");";
        found.add(review.finding(INFO, severity(review, table, fresh), range,
                "No index of " + table.written() + " begins with the columns of the foreign key (" + list + ").",
                rewrite));
    }

    /** At most a warning: nothing stands still while the key is made. */
    private static Severity severity(Review review, TableUse table, boolean fresh) {
        if (fresh) {
            return new Severity(INFO.level(), "");
        }
        var size = review.sizes().blocking(table);
        return size.level() == Level.ERROR ? new Severity(INFO.level(), size.because()) : size;
    }
}
