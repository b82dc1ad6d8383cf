package dev.plangate.checks.rule;

import dev.plangate.checks.sql.Range;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Style. */
final class PreferRobustStmts implements Rule {
    private static final RuleInfo INFO = new RuleInfo("prefer-robust-stmts", 1404, Level.WARNING,
            "A statement that cannot be run again after a script failed half-way.",
            "Statements outside of a transaction stay done when a later one fails, and fail themselves when the script is run again.")
            .instead("Run the script in a transaction, or write IF EXISTS and IF NOT EXISTS.")
            .example("ALTER TABLE orders ADD COLUMN note text;\nDROP INDEX CONCURRENTLY orders_state;",
                    "ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;\nDROP INDEX CONCURRENTLY IF EXISTS orders_state;")
            .offByDefault();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    private static final Map<String, String> CREATED = Map.of("CreateStmt", "CREATE TABLE", "CreateSchemaStmt",
            "CREATE SCHEMA", "CreateSeqStmt", "CREATE SEQUENCE", "CreateTableAsStmt", "CREATE TABLE", "IndexStmt",
            "CREATE INDEX", "CreateExtensionStmt", "CREATE EXTENSION");
    private static final Set<String> SETTINGS = Set.of("VariableSetStmt", "TransactionStmt", "SelectStmt");

    @Override
    public Stream<Finding> check(Review review) {
        var tree = review.statement().tree();
        boolean concurrent = tree.path("concurrent").asBoolean();
        // what is done as a whole or not at all can be run again
        if (!concurrent && (review.script().session().transaction() || isAlone(review))) {
            return Stream.empty();
        }
        String node = review.statement().node();
        if (node.equals("DropStmt")) {
            return tree.path("missing_ok").asBoolean()
                    ? Stream.empty()
                    : Stream.of(finding(review, review.statement().range(), "IF EXISTS"));
        }
        if (CREATED.containsKey(node)) {
            boolean temporary = "t".equals(tree.path("relation").path("relpersistence").asText());
            return temporary || tree.path("if_not_exists").asBoolean()
                    ? Stream.empty()
                    : Stream.of(finding(review, review.statement().range(), "IF NOT EXISTS"));
        }
        return review.alterations().isEmpty() || review.table().created()
                ? Stream.empty()
                : review.alterations().stream().flatMap(command -> alter(review, command));
    }

    private static Stream<Finding> alter(Review review, AlterCommand command) {
        boolean guarded = review.statement().tree().path("cmds").path(command.index()).path("AlterTableCmd")
                .path("missing_ok").asBoolean();
        var range = review.statement().command(command.index());
        return switch (command.kind()) {
            case "AT_AddColumn" -> guarded ? Stream.empty() : Stream.of(finding(review, range, "IF NOT EXISTS"));
            case "AT_DropColumn", "AT_DropConstraint" ->
                guarded ? Stream.empty() : Stream.of(finding(review, range, "IF EXISTS"));
            case "AT_AddConstraint" -> isDroppedBefore(review, command.definition().path("conname").asText(""))
                    ? Stream.empty()
                    : Stream.of(finding(review, range, "ALTER TABLE ... DROP CONSTRAINT IF EXISTS before it"));
            default -> Stream.empty();
        };
    }

    /** ADD CONSTRAINT has no IF NOT EXISTS: dropping it first serves. */
    private static boolean isDroppedBefore(Review review, String constraint) {
        return review.sheet().statements().stream().limit(review.statement().index() + 1L)
                .filter(statement -> statement.node().equals("AlterTableStmt"))
                .flatMap(statement -> AlterCommand.of(statement.tree()).stream())
                .anyMatch(command -> command.kind().equals("AT_DropConstraint") && command.name().equals(constraint));
    }

    private static boolean isAlone(Review review) {
        return review.sheet().statements().stream().filter(statement -> !SETTINGS.contains(statement.node())).limit(2)
                .count() < 2;
    }

    private static Finding finding(Review review, Range range, String guard) {
        return review.finding(INFO, new Severity(INFO.level(), ""), range,
                "It fails when the script is run a second time: it lacks " + guard + ".", "");
    }
}
