package dev.plangate.checks.rule;

import dev.plangate.checks.sql.Identifiers;
import java.util.stream.Stream;

/** Rule 2. */
final class RequireConcurrentIndexCreation implements Rule {
    private static final RuleInfo INFO = new RuleInfo("require-concurrent-index-creation", 1020, Level.ERROR,
            "An index is built without CONCURRENTLY.",
            "It holds a SHARE lock on the table for the whole build: nobody can write to it until the index is done.")
            .instead(
                    "Use CREATE INDEX CONCURRENTLY, outside of a transaction. If it fails, drop the invalid index that it leaves, and try again. Of a partitioned table,"
                            + " make the index ON ONLY the table, then concurrently on each partition, and attach those.")
            .example("CREATE INDEX orders_total_idx ON orders (total);",
                    "CREATE INDEX CONCURRENTLY orders_total_idx ON orders (total);");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        var tree = review.statement().tree();
        if (!review.statement().node().equals("IndexStmt") || tree.path("concurrent").asBoolean()) {
            return Stream.empty();
        }
        var table = review.table();
        if (table.created() || buildsNothing(table, tree.path("relation").path("inh").asBoolean())) {
            return Stream.empty();
        }
        return Stream.of(review.finding(INFO, review.sizes().blocking(table),
                "It builds an index on " + table.written() + " under a lock that blocks writes.",
                table.partitioned() ? partitioned(review, table) : rewrite(review)));
    }

    /** ON ONLY makes an index of a partitioned table without its partitions. To a plain table the word means nothing. */
    private static boolean buildsNothing(TableUse table, boolean withPartitions) {
        return !withPartitions && (table.known().isEmpty() || table.partitioned());
    }

    private static String rewrite(Review review) {
        return review.outside(
                review.statement().text().replaceFirst("(?i)^(create\\s+(unique\\s+)?index)", "$1 CONCURRENTLY") + ";");
    }

    private static String partitioned(Review review, TableUse table) {
        String name = review.statement().tree().path("idxname").asText("");
        return "-- " + table.written() + " is partitioned, where CONCURRENTLY is not possible:\n"
                + review.statement().text().replaceFirst("(?i)\\son\\s+", " ON ONLY ")
                + ";\n-- then for each partition, outside of a transaction:\n"
                + "-- CREATE INDEX CONCURRENTLY partition_index ON partition ...;\n-- ALTER INDEX "
                + (name.isEmpty() ? "the_index" : Identifiers.quoted(name))
                + " ATTACH PARTITION partition_index;";
    }
}
