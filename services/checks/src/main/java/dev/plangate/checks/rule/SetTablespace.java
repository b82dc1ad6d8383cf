package dev.plangate.checks.rule;

import dev.plangate.checks.sql.Identifiers;
import java.util.stream.Stream;

/** Rule 26, SET TABLESPACE. */
final class SetTablespace implements Rule {
    private static final RuleInfo INFO = new RuleInfo("set-tablespace", 1261, Level.ERROR,
            "A table or index moves to another tablespace.",
            "It holds an ACCESS EXCLUSIVE lock while the files are copied: nobody can read or write the table, or use the index, until then.")
            .instead(
                    "Move an index with REINDEX (TABLESPACE ...) CONCURRENTLY, from version 14 on. Move a table with pg_repack --tablespace, which locks it for a moment"
                            + " only, or while nobody uses it.")
            .example("ALTER INDEX orders_total_idx SET TABLESPACE fast;",
                    "REINDEX (TABLESPACE fast) INDEX CONCURRENTLY orders_total_idx;");
    private static final int REINDEX_MOVES = 14;

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        var statement = review.statement();
        if (statement.node().equals("AlterTableMoveAllStmt")) {
            return Stream.of(review.finding(INFO, new Severity(Level.ERROR, "It concerns many tables."),
                    "It moves everything of a tablespace under locks that block reads and writes.", ""));
        }
        // the rows of a partitioned table are in its partitions, which stay where they are
        if (!statement.node().equals("AlterTableStmt") || review.table().created() || review.table().partitioned()
                || review.table().known().map(known -> known.kind() == 'I').orElse(false)) {
            return Stream.empty();
        }
        return AlterCommand.of(statement.tree()).stream().filter(command -> command.kind().equals("AT_SetTableSpace"))
                .map(command -> review.finding(INFO, review.sizes().blocking(review.table()), command,
                        "It copies " + review.table().written()
                                + " to another tablespace under a lock that blocks reads and writes.",
                        rewrite(review, command)));
    }

    private static String rewrite(Review review, AlterCommand command) {
        String where = Identifiers.quoted(command.name());
        boolean index = review.statement().tree().path("objtype").asText().equals("OBJECT_INDEX");
        return index && review.serverIsAtLeast(REINDEX_MOVES)
                ? review.outside(
                        "REINDEX (TABLESPACE %s) INDEX CONCURRENTLY %s;".formatted(where, review.table().written()))
                : "-- from a shell: pg_repack --table='%s' --tablespace='%s'".formatted(review.table().written(),
                        where);
    }
}
