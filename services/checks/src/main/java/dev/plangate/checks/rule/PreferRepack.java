package dev.plangate.checks.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Rule 19. */
final class PreferRepack implements Rule {
    private static final RuleInfo INFO = new RuleInfo("prefer-repack", 1190, Level.ERROR,
            "A table is rewritten by CLUSTER or VACUUM FULL.",
            "It holds an ACCESS EXCLUSIVE lock while the table and its indexes are written anew: nobody can read or write the table until then.")
            .instead(
                    "A plain VACUUM makes the room of dead rows usable again. To give it back to the system, or to order the table, pg_repack does the same with a"
                            + " short lock at its end.")
            .example("VACUUM FULL orders;", "VACUUM (ANALYZE) orders;");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        return switch (review.statement().node()) {
            case "ClusterStmt" -> review.statement().tree().has("relation")
                    ? Stream.of(review.table()).filter(table -> !table.created())
                            .map(table -> finding(review, table, "CLUSTER"))
                    : Stream.of(all(review, "CLUSTER"));
            case "VacuumStmt" -> Options.on(review.statement().tree().path("options"), "full")
                    ? vacuumed(review)
                    : Stream.empty();
            default -> Stream.empty();
        };
    }

    private static Stream<Finding> vacuumed(Review review) {
        List<TableUse> tables = new ArrayList<>();
        review.statement().tree().path("rels").forEach(
                one -> tables.add(review.script().table(one.path("VacuumRelation").path("relation"))));
        return tables.isEmpty()
                ? Stream.of(all(review, "VACUUM FULL"))
                : tables.stream().filter(table -> !table.created())
                        .map(table -> finding(review, table, "VACUUM FULL"));
    }

    private static Finding finding(Review review, TableUse table, String how) {
        return review.finding(INFO, review.sizes().blocking(table),
                how + " rewrites " + table.written() + " under a lock that blocks reads and writes.",
                review.outside("VACUUM (ANALYZE) %1$s;\n-- or, from a shell: pg_repack --table='%1$s'"
                        .formatted(table.written())));
    }

    private static Finding all(Review review, String how) {
        return review.finding(INFO, new Severity(Level.ERROR, "It concerns many tables."),
                how + " rewrites table after table under locks that block reads and writes.",
                review.outside("VACUUM (ANALYZE);"));
    }
}
