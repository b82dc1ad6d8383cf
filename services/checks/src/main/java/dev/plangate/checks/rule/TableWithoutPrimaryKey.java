package dev.plangate.checks.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;

/** Rule 27, tables. */
final class TableWithoutPrimaryKey implements Rule {
    private static final RuleInfo INFO = new RuleInfo("table-without-primary-key", 1271, Level.WARNING,
            "A table is made without a primary key.",
            "Logical replication refuses UPDATE and DELETE of it, no row can be named for certain, and a repack or a backfill in batches has nothing to go by.")
            .instead("Give it a primary key. Where rows have none of their own, an identity column is one.")
            .example("CREATE TABLE events (at timestamptz, what text);",
                    "CREATE TABLE events (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz, what text);");
    /** CREATE_TABLE_LIKE_INDEXES of the server's parsenodes.h. */
    private static final long LIKE_INDEXES = 1L << 6;

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        var tree = review.statement().tree();
        if (!review.statement().node().equals("CreateStmt") || tree.has("partbound")
                || "t".equals(tree.path("relation").path("relpersistence").asText()) || takesKey(tree)
                || PresentTable.isLeft(review) || review.ahead().isKeyed(review.table(), review.statement())) {
            return Stream.empty();
        }
        String table = review.table().written().toString();
        return Stream.of(review.finding(INFO, new Severity(INFO.level(), ""), "It makes " + table
                + ", which gets no primary key.",
                review.statement().text() + ";\nALTER TABLE " + table
                        + " ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;"));
    }

    /** LIKE ... INCLUDING INDEXES copies the key of the other table, if it has one. */
    private static boolean takesKey(JsonNode tree) {
        for (JsonNode element : tree.path("tableElts")) {
            if ((element.path("TableLikeClause").path("options").asLong() & LIKE_INDEXES) != 0) {
                return true;
            }
        }
        return false;
    }
}
