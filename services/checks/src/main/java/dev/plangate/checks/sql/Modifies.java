package dev.plangate.checks.sql;

import java.util.Set;

/** Which statements change rows and can be explained. */
public final class Modifies {
    private static final Set<String> STATEMENTS = Set.of("InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt");

    private Modifies() {}

    /** INSERT, UPDATE, DELETE, MERGE, and SELECT with one of them in its WITH. */
    public static boolean rows(Statement statement) {
        return STATEMENTS.contains(statement.node()) || (statement.node().equals("SelectStmt") && inWith(statement));
    }

    /** Whether one of them stands in the statement's WITH. */
    public static boolean inWith(Statement statement) {
        for (var item : statement.tree().path("withClause").path("ctes")) {
            var query = item.path("CommonTableExpr").path("ctequery");
            if (STATEMENTS.stream().anyMatch(query::has)) {
                return true;
            }
        }
        return false;
    }
}
