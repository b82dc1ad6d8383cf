package dev.plangate.checks.rule;

import dev.plangate.checks.sql.Identifiers;
import java.util.stream.Stream;

/** Rule 2. */
final class RequireConcurrentIndexCreation implements Rule {
    private static final RuleInfo INFO = new RuleInfo("require-concurrent-index-creation", 1020, Level.ERROR,
            "An index is built without CONCURRENTLY.",
            "It holds a SHARE lock on the table for the whole build: nobody can write to it until the index is done.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        var tree = review.statement().tree();
        // ON ONLY (no "inh") makes an index of a partitioned table without its partitions: nothing is built
        if (!review.statement().node().equals("IndexStmt") || tree.path("concurrent").asBoolean()
                || !tree.path("relation").path("inh").asBoolean()) {
            return Stream.empty();
        }
        var table = review.table();
        if (table.created()) {
            return Stream.empty();
        }
        return Stream.of(review.finding(INFO, review.sizes().blocking(table),
                "It builds an index on " + table.written() + " under a lock that blocks writes.",
                table.partitioned() ? partitioned(review, table) : rewrite(review)));
    }

    private static String rewrite(Review review) {
        String note = review.script().session().transaction() ? "-- outside of a transaction:\n" : "";
        return note + review.statement().text().replaceFirst("(?i)^(create\\s+(unique\\s+)?index)", "$1 CONCURRENTLY")
                + ";";
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
