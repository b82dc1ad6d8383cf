package dev.plangate.checks.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plangate.checks.sql.Ast;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which columns an index can look rows up by. */
final class IndexColumns {
    private static final Set<String> METHODS = Set.of("", "btree", "hash");

    private IndexColumns() {}

    /** Those that CREATE INDEX begins with; none when it does not hold all rows, or is of a kind that does not look up. */
    static List<String> of(JsonNode index) {
        var columns = new ArrayList<String>();
        for (JsonNode item : index.path("indexParams")) {
            String name = item.path("IndexElem").path("name").asText("");
            if (name.isEmpty()) {
                break;
            }
            columns.add(name);
        }
        boolean whole = index.path("whereClause").isMissingNode() || isNotNull(index.path("whereClause"), columns);
        return whole && METHODS.contains(index.path("accessMethod").asText("")) ? columns : List.of();
    }

    /** An index of the target. */
    static List<String> of(dev.plangate.checks.catalog.Index index) {
        boolean whole = index.predicate().isEmpty()
                || (index.columns().size() == 1 && index.predicate().matches("\"?[^\" ]+\"? IS NOT NULL"));
        return whole && index.valid() && METHODS.contains(index.method()) ? index.columns() : List.of();
    }

    /** An index without the nulls of its only column holds whatever references something. */
    private static boolean isNotNull(JsonNode predicate, List<String> columns) {
        var test = predicate.path("NullTest");
        return test.path("nulltesttype").asText().equals("IS_NOT_NULL")
                && Ast.strings(test.path("arg").path("ColumnRef").path("fields")).equals(columns);
    }

    /** Whether an index on {@code indexed} begins with {@code columns}, in any order. */
    static boolean lead(List<String> indexed, List<String> columns) {
        return !columns.isEmpty() && indexed.size() >= columns.size()
                && Set.copyOf(indexed.subList(0, columns.size())).equals(Set.copyOf(columns));
    }
}
