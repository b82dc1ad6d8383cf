package dev.plangate.checks.rule;

import dev.plangate.checks.sql.Ast;
import dev.plangate.checks.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Rule 11, a long statement behind a strong lock. */
final class StatementWhileHoldingAccessExclusive implements Rule {
    private static final RuleInfo INFO = new RuleInfo("statement-while-holding-access-exclusive", 1110, Level.ERROR,
            "A statement that reads or writes rows runs in a transaction that holds an ACCESS EXCLUSIVE lock.",
            "A lock is held until the end of its transaction: nobody can read or write the locked table for as long as this statement takes, however short the one was"
                    + " that took the lock.")
            .instead("Commit first: change the schema in one transaction, and the rows in others, in batches.")
            .example("""
                    BEGIN;
                    ALTER TABLE orders ADD COLUMN state text;
                    UPDATE orders SET state = 'new';
                    COMMIT;
                    """, """
                    ALTER TABLE orders ADD COLUMN state text;
                    -- then in batches of a few thousand rows:
                    UPDATE orders SET state = 'new' WHERE id BETWEEN 1 AND 5000;
                    """);
    /** They take as long as there are rows. */
    private static final Set<String> LONG = Set.of("UpdateStmt", "DeleteStmt", "MergeStmt", "CopyStmt",
            "CreateTableAsStmt", "RefreshMatViewStmt", "CallStmt", "IndexStmt", "ReindexStmt", "ClusterStmt",
            "VacuumStmt");
    /** Rows that an INSERT may list and still take no time to speak of. */
    private static final int FEW = 100;

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        var held = review.script().transaction().map(Transaction::held).orElse(List.of()).stream()
                .filter(lock -> lock.mode() == LockMode.ACCESS_EXCLUSIVE).findFirst();
        if (held.isEmpty() || !takesLong(review)) {
            return Stream.empty();
        }
        var used = Ast.relations(review.statement().tree()).stream().map(review.script()::table)
                .filter(table -> !table.created()).toList();
        if (used.isEmpty() && !review.statement().node().equals("CallStmt")) {
            return Stream.empty();
        }
        var severity = used.stream().map(review.sizes()::blocking).reduce(Sizes::worse)
                .orElse(new Severity(INFO.level(), ""));
        int line = review.source().position(held.get().by().range().from()).line();
        return Stream.of(review.finding(INFO, severity,
                "It runs while its transaction holds an ACCESS EXCLUSIVE lock on " + held.get().relation()
                        + ", taken in line " + line + ".",
                rewrite(review)));
    }

    private static boolean takesLong(Review review) {
        Statement statement = review.statement();
        return switch (statement.node()) {
            // what cannot run in a transaction at all is found by another rule
            case "IndexStmt", "ReindexStmt", "VacuumStmt" -> NonTransactional.name(statement).isEmpty();
            case "SelectStmt" -> statement.tree().has("fromClause");
            case "InsertStmt" -> inserts(statement);
            case "AlterTableStmt" -> review.alterations().stream()
                    .anyMatch(command -> command.kind().equals("AT_ValidateConstraint")
                            && !ValidateInSameTransaction.isOfTransaction(review, command));
            default -> LONG.contains(statement.node());
        };
    }

    /** DEFAULT VALUES has no query. */
    private static boolean inserts(Statement insert) {
        var query = insert.tree().path("selectStmt").path("SelectStmt");
        return !query.isMissingNode() && (!query.has("valuesLists") || insert.rows() > FEW);
    }

    private static String rewrite(Review review) {
        String text = review.statement().text() + ";";
        return review.script().transaction().map(Transaction::ofRunner).orElse(false)
                ? "-- in a script of its own:\n" + text
                : "COMMIT; -- gives the lock back\nBEGIN;\n" + text;
    }
}
